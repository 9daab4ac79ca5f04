using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Cutover.Effects;

/// <summary>Something an HTTP answer must show.</summary>
[JsonDerivedType(typeof(Status), "status")]
[JsonDerivedType(typeof(Header), "header")]
[JsonDerivedType(typeof(HeaderMatches), "headerMatches")]
[JsonDerivedType(typeof(BodyContains), "bodyContains")]
[JsonDerivedType(typeof(JsonField), "jsonField")]
[JsonDerivedType(typeof(RedirectsTo), "redirectsTo")]
[JsonDerivedType(typeof(CertificateFor), "certificateFor")]
public abstract record Expect
{
    private Expect()
    {
    }

    /// <summary>One of these status codes.</summary>
    public static Expect StatusOf(params int[] codes) => new Status([.. codes]);

    /// <summary>One of these status codes.</summary>
    public sealed record Status(ImmutableArray<int> Codes) : Expect;

    /// <summary>A header; with this value where one is given.</summary>
    public sealed record Header(string Name, string? Value = null) : Expect;

    /// <summary>A header whose value a regular expression matches.</summary>
    public sealed record HeaderMatches(string Name, string Pattern) : Expect;

    /// <summary>A text in the body, in UTF-8.</summary>
    public sealed record BodyContains(string Text) : Expect;

    /// <summary>A field of a JSON body, with names parted by dots and indexes as numbers; its value as text, null as "null".</summary>
    public sealed record JsonField(string Path, string Value) : Expect;

    /// <summary>A redirect to an address. One that begins with a slash means the site's own.</summary>
    public sealed record RedirectsTo(string Location) : Expect;

    /// <summary>A certificate that is trusted, names the site, and is good for at least so many days more.</summary>
    public sealed record CertificateFor(int Days) : Expect;
}
