namespace Ietf;

/// <summary>How something large is handed in.</summary>
/// <param name="Path">Where.</param>
/// <param name="MediaType">The type of body that is read there.</param>
/// <param name="Key">The header with the key for it; null where people sign in.</param>
public sealed record UploadForm(string Path, string MediaType = "application/octet-stream", string? Key = null);
