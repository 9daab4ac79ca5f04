using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime;
using Cutover.Disk;

namespace Cutover.Sites;

/// <summary>The key that opens a bucket, from a file only its owner may read. It is never shown.</summary>
internal static class BucketCredentials
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="SiteException">The file is missing, is open to others, or has no key.</exception>
    public static AWSCredentials Read(string path)
    {
        if (FileKinds.Of(Path.GetFullPath(path)) is not { } kind)
        {
            throw new SiteException($"{path} is missing, and holds the bucket's key: write [default], aws_access_key_id and "
                + "aws_secret_access_key into it.");
        }

        if (!kind.IsFile)
            throw new SiteException($"{path} should be a file that holds the bucket's key, and is none; name a file.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw new SiteException($"{path} holds a secret and others may read it: run chmod 600 {path}.");

        try
        {
            if (new SharedCredentialsFile(path).TryGetProfile("default", out var profile)
                && profile.Options is { AccessKey.Length: > 0, SecretKey.Length: > 0 } options)
                return new BasicAWSCredentials(options.AccessKey, options.SecretKey);
        }
        catch (Exception unreadable) when (unreadable is AmazonClientException or IOException or InvalidDataException
            or UnauthorizedAccessException or ArgumentException)
        {
            // What the library says may quote the file.
            throw new SiteException($"{path} cannot be read as a file of AWS credentials ({unreadable.GetType().Name}).");
        }

        throw new SiteException($"{path} has no [default] with aws_access_key_id and aws_secret_access_key.");
    }
}
