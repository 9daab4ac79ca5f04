using Amazon.Runtime;

namespace Cutover.Sites;

/// <summary>What a bucket, or the way to it, said instead of an answer.</summary>
internal static class BucketFailure
{
    /// <summary>Whether it came from there.</summary>
    public static bool Is(Exception failure) => failure is AmazonServiceException or AmazonClientException or HttpRequestException;

    /// <summary>
    /// In its own words on one line. Where the server answered, they are the service's, with the status; the exception within says only
    /// that there was an answer. Where none came, the one within says why.
    /// </summary>
    public static string Said(Exception failure) => (failure switch
    {
        AmazonServiceException answer when (int)answer.StatusCode > 0 => $"{(int)answer.StatusCode} {answer.ErrorCode}: {answer.Message}",
        { InnerException: { } within } => within.Message,
        _ => failure.Message,
    }).ReplaceLineEndings(" ");
}
