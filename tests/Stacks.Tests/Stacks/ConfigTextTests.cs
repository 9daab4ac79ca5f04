using Cutover.Stacks;

namespace Stacks.Tests;

/// <summary>A stack's config changed in its text, so that people still find their comments there.</summary>
public sealed class ConfigTextTests
{
    private static readonly string s_traffic = File.ReadAllText(Path.Combine(Repository.Config, "Pulumi.traffic-production.yaml"));

    [Fact]
    public void Values_change_and_nothing_else_does()
    {
        var text = With(("origin.www", "read-only"), ("maintenance", "true"));
        var changed = s_traffic.Split('\n').Zip(text.Split('\n')).Where(lines => lines.First != lines.Second).ToList();
        Assert.Equal([("  ietf:maintenance: false", "  ietf:maintenance: true"), ("    www: old", "    www: read-only")], changed);
        Assert.Equal(s_traffic.Split('\n').Length, text.Split('\n').Length);
    }

    [Theory]
    [InlineData("origin.nobody", "new", "ietf:origin.nobody is not in file")]
    [InlineData("nothing", "new", "ietf:nothing is not in file")]
    [InlineData("origin.zone", "new", "ietf:origin.zone is not in file")]
    [InlineData("origin.www", "new\nietf:zone: evil.org", "a value is a word")]
    public void What_is_not_there_or_no_word_is_one_sentence(string key, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<StackConfigException>(() => With((key, value))).Message, StringComparison.Ordinal);

    private static string With(params (string Key, string Value)[] values) =>
        ConfigText.With("file", s_traffic, values.Select(value => KeyValuePair.Create(value.Key, value.Value)));
}
