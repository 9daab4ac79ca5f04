using System.Security.Cryptography;
using System.Text;

namespace Cutover.Effects;

/// <summary>
/// What the parts of one database's replication are called: publication, slot and subscription of one direction share a name.
/// </summary>
/// <param name="Forward">From old to new.</param>
/// <param name="Back">From new to old.</param>
internal sealed record ReplicationNames(string Forward, string Back)
{
    /// <summary>
    /// Slots are named per server, so the database is in the name; slots take lower-case letters, digits and underscores only.
    /// </summary>
    public static ReplicationNames For(DatabaseAddress old)
    {
        var plain = string.Concat(
            old.Database.Select(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' ? letter : '_'));
        var name = plain == old.Database && plain.Length <= 40 ? plain : $"{plain[..Math.Min(plain.Length, 31)]}_{Digest(old.Database)}";
        return new ReplicationNames($"cutover_{name}", $"cutover_back_{name}");
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
