using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cutover.Effects;

/// <summary>Holds an answer against what was expected.</summary>
internal static class ExpectationCheck
{
    /// <summary>Why the answer is not as expected: what was expected and what was seen. Null where it is.</summary>
    public static string? Fault(Expect expected, HttpAnswer answer, Uri address, DateTimeOffset now) => expected switch
    {
        Expect.Status status =>
            status.Codes.Contains(answer.Status) ? null : $"status {string.Join(" or ", status.Codes)} expected, {answer.Status} seen",
        Expect.Header header => HeaderFault(header, answer.Header(header.Name)),
        Expect.HeaderMatches header => Matches(header.Pattern, answer.Header(header.Name))
            ? null
            : $"header {header.Name} like {header.Pattern} expected, {Seen(answer.Header(header.Name))} seen",
        Expect.BodyContains body => Encoding.UTF8.GetString(answer.Body).Contains(body.Text, StringComparison.Ordinal)
            ? null
            : $"'{body.Text}' in the body expected, {Beginning(answer)} seen",
        Expect.JsonField field => JsonFault(field, answer),
        Expect.RedirectsTo redirect => RedirectFault(redirect, answer, address),
        Expect.CertificateFor certificate => CertificateFault(certificate, answer, now),
        _ => throw new EffectException($"There is no check for {expected}."),
    };

    private static string? HeaderFault(Expect.Header header, string? seen) =>
        seen is not null && (header.Value is null || seen == header.Value)
        ? null
        : $"header {header.Name}{(header.Value is null ? "" : $": {header.Value}")} expected, {Seen(seen)} seen";

    private static bool Matches(string pattern, string? value) =>
        value is not null
            && Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static string? JsonFault(Expect.JsonField field, HttpAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var seen = Walk(document.RootElement, field.Path.Split('.'));
            return seen == field.Value ? null : $"JSON field {field.Path} to be {field.Value} expected, {seen ?? "no such field"} seen";
        }
        catch (JsonException)
        {
            return $"a JSON body with field {field.Path} expected, {Beginning(answer)} seen";
        }
    }

    private static string? Walk(JsonElement element, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member))
                element = member;
            else if (Index(element, name) is { } index)
                element = element[index];
            else
                return null;
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }

    private static int? Index(JsonElement element, string name) => element.ValueKind == JsonValueKind.Array
        && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < element.GetArrayLength()
            ? index
            : null;

    private static string? RedirectFault(Expect.RedirectsTo redirect, HttpAnswer answer, Uri address)
    {
        var location = answer.Header("Location");
        if (answer.Status is < 300 or > 399 || location is null)
            return $"a redirect to {redirect.Location} expected, status {answer.Status} "
                + $"{(location is null ? "without a location" : $"to {location}")} seen";

        var expected = new Uri(address, redirect.Location);
        return Uri.TryCreate(address, location, out var seen) && seen == expected && seen.Fragment == expected.Fragment
            ? null
            : $"a redirect to {expected} expected, {location} seen";
    }

    private static string? CertificateFault(Expect.CertificateFor certificate, HttpAnswer answer, DateTimeOffset now)
    {
        if (answer.CertificateUntil is not { } until)
            return $"a certificate good for {certificate.Days} days expected, none seen: it was asked without TLS";

        var left = (until - now).TotalDays;
        return left >= certificate.Days
            ? null
            : $"a certificate good for {certificate.Days} days expected, one until {until:u} seen, {left:0.0} days from now";
    }

    private static string Seen(string? value) => value is null ? "none" : $"'{(value.Length > 200 ? value[..200] : value)}'";

    private static string Beginning(HttpAnswer answer)
    {
        const int Shown = 120;
        var text = Encoding.UTF8.GetString(answer.Body.AsSpan(0, Math.Min(answer.Body.Length, Shown))).ReplaceLineEndings(" ");
        return $"{answer.Body.Length}{(answer.Cut ? " or more" : "")} bytes beginning '{text}'";
    }
}
