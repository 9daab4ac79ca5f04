namespace Cutover.Redirects;

/// <summary>An address of a VirtualHost section.</summary>
/// <param name="Address">The address as written; null for * and _default_.</param>
/// <param name="Port">The port; 0 for any.</param>
/// <param name="Written">The host part as written, which httpd also takes for a name.</param>
internal sealed record HostAddress(string? Address, int Port, string Written);
