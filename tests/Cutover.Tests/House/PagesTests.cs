using System.Text.RegularExpressions;
using Cutover.Engine;
using Ietf;

namespace Cutover.Tests;

/// <summary>What the pages say of the IETF's night is so of its plan.</summary>
public sealed partial class PagesTests
{
    private static readonly Runbook Night = IetfNight.Plan();

    /// <summary>What the go is said on, and how old it may be when the first step behind it begins.</summary>
    public static TheoryData<string, int> Expiring { get; } = new()
    {
        { "*.rights-still", 1 }, { "*.can-fence", 1 }, { "*.can-return", 1 }, { "datatracker.broker-*", 1 }, { "mailarchive.broker", 1 },
        { "mail.can-point", 1 }, { "mail.sign-in.*", 1 }, { "auth.kept", 1 }, { "*.login-before", 1 }, { "*.settings", 1 }, { "*.jobs", 1 },
        { "announcement", 24 }, { "*.same-answers", 24 }, { "datatracker.partners", 24 },
    };

    [Fact]
    public void Every_step_and_place_that_a_page_names_is_one_of_the_plan()
    {
        string[] names = [.. Night.Steps.Concat(Night.BackSteps).Select(step => step.Id), .. Night.Places.Select(place => place.Name)];
        var first = names.Select(name => name.Split('.')[0]).Append("*").ToHashSet(StringComparer.Ordinal);
        var named = Directory.EnumerateFiles(Repository.Path("docs"), "*.md").Append(Repository.Path("README.md"))
            .SelectMany(page => Quoted().Matches(File.ReadAllText(page))
                .Select(match => (Page: Path.GetFileName(page), Name: match.Groups["n"].Value)))
            .Where(one => first.Contains(one.Name.Split('.')[0]) && !one.Name.EndsWith(".org", StringComparison.Ordinal))
            .Distinct().ToList();

        Assert.True(named.Count > 100, $"{named.Count} names were found.");
        Assert.DoesNotContain(named, one => !names.Any(name => Fits(name, one.Name)));
    }

    [Theory]
    [MemberData(nameof(Expiring))]
    public void What_the_go_is_said_on_is_proved_again_where_it_is_older_than_the_page_says(string pattern, int hours)
    {
        var steps = Night.Steps.Where(step => Fits(step.Id, pattern)).ToList();

        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.Equal(TimeSpan.FromHours(hours), step.Terms.Expires));
    }

    [Fact]
    public void No_side_opens_but_behind_every_proof_and_every_fence()
    {
        var proofs = Night.Steps.Where(step => step.Phase == Phase.Prove || step.IsFence).ToList();

        Assert.NotEmpty(proofs);
        foreach (var open in Night.Steps.Where(step => step.IsOpening))
            Assert.All(proofs, proof => Assert.True(Night.IsBefore(proof, open), proof.Id));
    }

    private static bool Fits(string name, string pattern) => Regex.IsMatch(
        name, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("`(?<n>[a-z*]+(\\.[a-z*-]+)+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
