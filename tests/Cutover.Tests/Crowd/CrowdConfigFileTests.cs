using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class CrowdConfigFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cutover-crowd-");

    private string At => Path.Combine(_directory.FullName, "crowd.json");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var config = MadeUp.Config(seed: 42, Spacing.Even) with { Users = 7 };
        CrowdConfigFile.Write(At, config);

        var read = CrowdConfigFile.Read(At);

        Assert.Equal((42, Spacing.Even, 7), (read.Seed, read.Spacing, read.Users));
        CrowdConfigFile.Write(At + ".again", read);
        Assert.Equal(File.ReadAllText(At), File.ReadAllText(At + ".again"));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        File.WriteAllText(At, """
            {"log":"l","live":"v","stopFile":"s","resolver":"127.0.0.33:5353",
             "services":[{"name":"www","host":"www.lab.test","port":8080,"operations":[{"kind":"pageCreate","perSecond":1}]}]}
            """);

        var config = CrowdConfigFile.Read(At);

        Assert.Equal((120, 1000, 5000, 4), (config.Users, config.LateAfterMs, config.GiveUpAfterMs, config.OverHoldingTimes));
        Assert.Empty(config.Services[0].Operations[0].Paths);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var config = MadeUp.Config(resolver: "192.0.2.1:53");
        CrowdConfigFile.Write(At, config with
        {
            Users = 0,
            Services =
            [
                new ServiceConfig("www", "127.0.0.1", 0,
                [
                    new OperationConfig(OperationKind.PageRead, 0),
                    new OperationConfig(OperationKind.EmailPost, 1) { Paths = ["no-slash"] },
                    new OperationConfig(OperationKind.LinkRead, 1),
                    new OperationConfig(OperationKind.FolderRead, 1) { Paths = ["shared/wg"] },
                ]),
            ],
        });

        var e = Assert.Throws<CrowdConfigException>(() => CrowdConfigFile.Read(At));

        string[] parts =
        [
            "resolver is 192.0.2.1:53", "users is 0", "www: host is 127.0.0.1, expected a name", "www: port is 0",
            "PageRead has the rate 0", "PageRead has no paths", "EmailPost has the path no-slash", "EmailPost needs emailKeyFile",
            "LinkRead has no links", "FolderRead needs imapUser and imapPasswordFile",
        ];
        Assert.All(parts, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"log":"l"}""")]
    [InlineData("""{"log":"l","live":"v","stopFile":"s","resolver":"127.0.0.33:5353","services":[],"usres":3}""")]
    public void A_file_that_is_no_configuration_is_refused_with_its_name(string text)
    {
        File.WriteAllText(At, text);

        Assert.Contains(At, Assert.Throws<CrowdConfigException>(() => CrowdConfigFile.Read(At)).Message, StringComparison.Ordinal);
    }
}
