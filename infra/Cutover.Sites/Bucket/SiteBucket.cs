using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Cutover.Sites;

/// <summary>A site's bucket, over S3.</summary>
internal sealed class SiteBucket : IDisposable
{
    private const int Batch = 1000;

    private readonly AmazonS3Client _client;
    private readonly SiteSettings _settings;
    private readonly bool _secure;

    /// <exception cref="SiteException">The credentials cannot be read.</exception>
    public SiteBucket(SiteSettings settings)
    {
        _settings = settings;
        _secure = settings.Endpoint.Scheme == Uri.UriSchemeHttps;
        _client = new AmazonS3Client(BucketCredentials.Read(settings.Credentials), new AmazonS3Config
        {
            ServiceURL = settings.Endpoint.AbsoluteUri,
            ForcePathStyle = true,
            AuthenticationRegion = "auto",
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 4,
            Timeout = TimeSpan.FromMinutes(5),
            // MD5 goes with every body; the newer checksums come as trailers, which not every S3 server takes off again.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new QuickHandshake(),
        });
    }

    public async Task<Dictionary<string, BucketObject>> ListAsync(CancellationToken stop)
    {
        var found = new Dictionary<string, BucketObject>(StringComparer.Ordinal);
        var request = new ListObjectsV2Request { BucketName = _settings.Bucket };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(request, stop);
            foreach (var item in page.S3Objects ?? [])
                found[item.Key] = new BucketObject(item.Key, item.Size ?? -1, item.ETag.Trim('"'));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return found;
    }

    /// <summary>Puts a file. S3 refuses bytes that are not those that were hashed.</summary>
    public async Task PutAsync(SiteEntry entry, CancellationToken stop)
    {
        if (entry.Md5.Count > 1)
        {
            await PutPartsAsync(entry, stop);
            return;
        }

        var request = new PutObjectRequest
        {
            BucketName = _settings.Bucket, Key = entry.Key, FilePath = entry.Path, ContentType = entry.ContentType,
            MD5Digest = Convert.ToBase64String(entry.Md5[0]), UseChunkEncoding = false, DisablePayloadSigning = _secure,
        };
        if (_settings.CacheControl is { } cache)
            request.Headers.CacheControl = cache;
        Expect(entry, (await _client.PutObjectAsync(request, stop)).ETag);
    }

    /// <summary>An object's content type and Cache-Control, which lists do not show.</summary>
    public async Task<(string? Type, string? Cache)> TypeAsync(string key, CancellationToken stop)
    {
        var seen = await _client.GetObjectMetadataAsync(_settings.Bucket, key, stop);
        return (seen.Headers.ContentType, seen.Headers.CacheControl is { Length: > 0 } cache ? cache : null);
    }

    public async Task DeleteAsync(IEnumerable<string> keys, CancellationToken stop)
    {
        foreach (var batch in keys.Chunk(Batch))
        {
            await _client.DeleteObjectsAsync(new DeleteObjectsRequest
            {
                BucketName = _settings.Bucket, Objects = [.. batch.Select(key => new KeyVersion { Key = key })], Quiet = true,
            }, stop);
        }
    }

    /// <summary>The manifest of what was pushed; null where nothing ever was.</summary>
    public async Task<SiteManifest?> ManifestAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await _client.GetObjectAsync(_settings.Bucket, SiteManifest.Key, stop);
            return await JsonSerializer.DeserializeAsync<SiteManifest>(answer.ResponseStream, JsonSerializerOptions.Web, stop);
        }
        catch (NoSuchKeyException)
        {
            return null;
        }
        catch (JsonException broken)
        {
            throw new SiteException(
                $"{SiteManifest.Key} in {_settings.Bucket} is no manifest: {broken.Message} Delete that object and push again.");
        }
    }

    public Task WriteAsync(SiteManifest manifest, CancellationToken stop) => _client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = _settings.Bucket, Key = SiteManifest.Key, ContentType = "application/json", UseChunkEncoding = false,
        DisablePayloadSigning = _secure,
        InputStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web)),
    }, stop);

    public void Dispose() => _client.Dispose();

    private async Task PutPartsAsync(SiteEntry entry, CancellationToken stop)
    {
        var begin = new InitiateMultipartUploadRequest { BucketName = _settings.Bucket, Key = entry.Key, ContentType = entry.ContentType };
        if (_settings.CacheControl is { } cache)
            begin.Headers.CacheControl = cache;
        var upload = (await _client.InitiateMultipartUploadAsync(begin, stop)).UploadId;
        try
        {
            var (size, done) = (Parts.Size(entry.Size), new List<PartETag>());
            foreach (var md5 in entry.Md5)
            {
                var at = done.Count * size;
                var part = await _client.UploadPartAsync(new UploadPartRequest
                {
                    BucketName = _settings.Bucket, Key = entry.Key, UploadId = upload, PartNumber = done.Count + 1, FilePath = entry.Path,
                    FilePosition = at, PartSize = Math.Min(size, entry.Size - at), MD5Digest = Convert.ToBase64String(md5),
                    UseChunkEncoding = false, DisablePayloadSigning = _secure,
                }, stop);
                done.Add(new PartETag(done.Count + 1, part.ETag));
            }

            Expect(entry, (await _client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
            {
                BucketName = _settings.Bucket, Key = entry.Key, UploadId = upload, PartETags = done,
            }, stop)).ETag);
        }
        catch
        {
            await _client.AbortMultipartUploadAsync(_settings.Bucket, entry.Key, upload, CancellationToken.None);
            throw;
        }
    }

    private static void Expect(SiteEntry entry, string etag)
    {
        if (etag.Trim('"') != entry.ETag)
            throw new SiteException($"{NameRules.Shown(entry.Key)} arrived as {etag.Trim('"')} and was read as {entry.ETag}; push again.");
    }
}
