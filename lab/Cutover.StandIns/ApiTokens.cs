using System.Security.Cryptography;
using System.Text;

namespace Cutover.StandIns;

/// <summary>The tokens of the endpoints for programs, each with its own, as the real <c>APP_API_TOKENS</c>.</summary>
public sealed class ApiTokens
{
    private readonly byte[] _email;
    private readonly byte[] _emailTest;

    private ApiTokens(string email, string emailTest) =>
        (_email, _emailTest) = (Encoding.UTF8.GetBytes(email), Encoding.UTF8.GetBytes(emailTest));

    /// <summary>Reads the files <c>email-key</c> and <c>email-test-key</c> from a directory.</summary>
    public static ApiTokens Load(string directory) => new(One(directory, "email-key"), One(directory, "email-test-key"));

    /// <summary>Whether the key a client shows is the one for this endpoint.</summary>
    public bool Fits(string shown, bool isTest) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), isTest ? _emailTest : _email);

    /// <summary>The token in one file of the directory.</summary>
    internal static string One(string directory, string name)
    {
        var file = Path.Combine(directory, name);
        try
        {
            var token = File.ReadAllText(file).Trim();
            return token.Length > 0 ? token : throw new SettingsException($"{file} is empty; it must hold a token.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The token in {file} cannot be read: {e.Message}");
        }
    }
}
