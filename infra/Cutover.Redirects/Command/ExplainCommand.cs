using System.CommandLine;

namespace Cutover.Redirects;

/// <summary><c>redirects explain URL</c>: which rule answers, what it hides, and what hides it.</summary>
internal static class ExplainCommand
{
    internal static System.CommandLine.Command Create(SiteArguments site)
    {
        var url = new Argument<string>("url") { Description = "a URL, or a path of the host" };
        var headers = new Option<string[]>("--header") { Description = "a header of the request: 'Name: value'" };
        return RedirectsCommand.Named("explain", "say which rule answers a URL, and what it hides", site, [url, headers],
            async (parsed, to, _) =>
            {
                var question = site.Question(parsed, parsed.GetRequiredValue(url)) with
                {
                    Headers = [.. (parsed.GetValue(headers) ?? []).Select(Header)],
                };
                foreach (var (depth, layer) in Explanation.Of(site.Read(parsed), question).Index())
                {
                    await to.WriteLineAsync((depth == 0 ? "" : "  without it: ") + Text(layer.Answer));
                    foreach (var rule in layer.Took.Where(rule => rule != layer.Answer.By && depth == 0))
                    {
                        await to.WriteLineAsync($"  on the way: {rule}");
                    }
                }

                return 0;
            });
    }

    private static string Text(Answer answer)
    {
        var what = answer.Status is null ? $"no rule answers; the old server would serve it ({answer.Usual})" : answer.ToString();
        return answer.By is { } by ? $"{what}\n  by {by}" : answer.Status is null ? what : $"{what}\n  by the server itself";
    }

    private static KeyValuePair<string, string> Header(string text) => text.Split(':', 2) is [var name, var value]
        ? KeyValuePair.Create(name.Trim(), value.Trim())
        : throw new FormatException($"A header is written 'Name: value', and this is '{text}'.");
}
