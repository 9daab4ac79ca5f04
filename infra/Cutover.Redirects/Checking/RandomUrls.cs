namespace Cutover.Redirects;

/// <summary>Random questions, out of the words that a site's own rules are made of so that they meet them. A seed gives the same
/// again.</summary>
internal sealed class RandomUrls
{
    private readonly Random random;
    private readonly string[] words;
    private readonly string[] hosts;

    internal RandomUrls(Site site, int seed, string host)
    {
        random = new Random(seed);
        var questions = new RuleUrls(site, random, each: 2).All(host).Questions;
        words = [.. questions.SelectMany(question => question.Target.Split('?')[0].Split('/')).Distinct(StringComparer.Ordinal), "", "x",
            "%41"];
        hosts = [.. questions.Select(question => question.Host ?? host).Distinct(StringComparer.Ordinal)];
    }

    internal IEnumerable<Question> Some(int count) => Enumerable.Range(0, count).Select(_ => new Question
    {
        Target = "/" + string.Join('/', random.GetItems(words, random.Next(1, 5)))
            + random.GetItems(["", "", "", "?", "?k=v", "?a=1&b=%26", "/", ".html"], 1)[0],
        Host = random.GetItems(hosts, 1)[0],
    });
}
