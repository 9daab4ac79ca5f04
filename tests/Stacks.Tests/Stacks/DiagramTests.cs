using System.Xml.Linq;
using Cutover.Stacks;

namespace Stacks.Tests;

/// <summary>The picture shows what the stacks hold, and where requests go.</summary>
public sealed class DiagramTests
{
    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public async Task Every_arrow_joins_two_things_that_are_there(string environment)
    {
        var picture = EstatePicture.Of(await Clouds.PlanAsync(environment));
        var nodes = picture.Groups.SelectMany(group => group.Nodes).Select(node => node.Id).ToList();
        Assert.Equal(nodes.Count, nodes.Distinct().Count());
        Assert.Empty(picture.Arrows.SelectMany(arrow => new[] { arrow.From, arrow.To }).Except(nodes));
        Assert.Empty(nodes.Except(picture.Arrows.SelectMany(arrow => new[] { arrow.From, arrow.To })));
    }

    [Fact]
    public async Task A_flip_turns_the_arrow()
    {
        var before = EstatePicture.Of(await Clouds.PlanAsync("production"));
        var after = EstatePicture.Of(await Clouds.PlanAsync("production", Clouds.Flip("www", "new")));
        Assert.Contains(new PictureArrow("name-www.ietf.org", "old-www", "old", IsUsed: true), before.Arrows);
        Assert.Contains(new PictureArrow("name-www.ietf.org", "host-www", "", IsUsed: false), before.Arrows);
        Assert.Contains(new PictureArrow("name-www.ietf.org", "host-www", "new", IsUsed: true), after.Arrows);
    }

    [Fact]
    public async Task Svg_is_well_formed_and_holds_every_box_and_mermaid_every_line()
    {
        var picture = EstatePicture.Of(await Clouds.PlanAsync("production"));
        var svg = XDocument.Parse(PictureSvg.Of(picture));
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToHashSet();
        Assert.Empty(picture.Groups.SelectMany(group => group.Nodes).Select(node => node.Text).Except(texts));
        var mermaid = PictureMermaid.Of(picture);
        Assert.Equal(picture.Arrows.Length, mermaid.Split('\n').Count(line => line.Contains("->", StringComparison.Ordinal)));
        Assert.DoesNotContain(";", mermaid, StringComparison.Ordinal);
    }
}
