using System.Collections.Immutable;
using Cutover.App;
using Cutover.Engine;

namespace Cutover.Tests;

public sealed class EstateFileTests : IDisposable
{
    private static readonly Place[] Places =
        [new Place<Server>("wiki.database"), new Place<Server>("www.database"), new Place<Site>("wiki.site")];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cutover-estate-");

    [Fact]
    public void Addresses_are_read_as_the_runbook_types_them()
    {
        var estate = Load("""
            environment: staging
            places:
              wiki.database: { host: 127.0.0.11, port: 5432, mode: readOnly, patience: 00:00:05 }
              www.database:
                host: 127.0.0.12
                port: 15432
                labels: { owner: [ann, "1"] }
              wiki.site: { url: "https://wiki.example.org/", weight: 0.5 }
            """);

        var wiki = estate.At(new Place<Server>("wiki.database"));
        Assert.Equal(("127.0.0.11", 5432, Mode.ReadOnly, TimeSpan.FromSeconds(5)), (wiki.Host, wiki.Port, wiki.Mode, wiki.Patience));
        Assert.Equal(["ann", "1"], estate.At(new Place<Server>("www.database")).Labels["owner"]);
        Assert.Equal(new Site(new Uri("https://wiki.example.org/"), 0.5), estate.At(new Place<Site>("wiki.site")));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_line()
    {
        var problems = Wrong("""
            environment: production
            colour: red
            places:
              wiki.database:
                host: 127.0.0.11
                port: "5432"
                mode: sideways
                prot: 1
              wiki.site: https://wiki.example.org/
              mail.queue: { host: x }
            """);

        Assert.Equal(
        [
            "staging.yaml:1: the environment is 'production' and the file's name says 'staging'; make them the same.",
            "staging.yaml:2: unknown key 'colour'; there are 'environment' and 'places'.",
            "staging.yaml:4: place 'www.database' is missing; the runbook needs its Server.",
            "staging.yaml:6: place 'wiki.database', property 'port', is '5432'; expected a whole number in its range.",
            "staging.yaml:7: place 'wiki.database', property 'mode', is 'sideways'; expected one of readWrite, readOnly.",
            "staging.yaml:8: place 'wiki.database' has the unknown property 'prot'; a Server has: host, port, mode, patience, labels.",
            "staging.yaml:9: place 'wiki.site' is 'https://wiki.example.org/'; expected the properties of a Site.",
            "staging.yaml:10: unknown place 'mail.queue'; the runbook names: wiki.database, wiki.site, www.database.",
        ], problems, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("environment: staging\nplaces:\n  wiki.database: {}\n", "place 'wiki.database' has no 'host'; a Server needs it.")]
    [InlineData("environment: staging\nplaces:\n  wiki.database: { host: a\n", "this is not YAML that can be read")]
    [InlineData("environment: staging\nplaces:\n\twiki.database: {}\n", "this is not YAML that can be read")]
    [InlineData("environment: staging\n", "the key 'places' with an address for each of wiki.database, wiki.site, www.database")]
    [InlineData("- a\n- b\n", "it must hold one document with the keys 'environment' and 'places'.")]
    [InlineData("", "it must hold one document with the keys 'environment' and 'places'.")]
    [InlineData("environment: staging\nplaces:\n  a: 1\n  a: 2\n", "this is not YAML that can be read")]
    [InlineData("environment: staging\nplaces: &p\n  wiki.database: *p\n", "staging.yaml:")]
    public void Bad_files_are_sentences(string yaml, string expected) =>
        Assert.Contains(Wrong(yaml), problem => problem.Contains(expected, StringComparison.Ordinal));

    /// <summary>A check that is given no server to ask would find every one of them right.</summary>
    [Theory]
    [InlineData("{ servers: [], modes: { www: a } }", "servers")]
    [InlineData("{ servers: [a], modes: {} }", "modes")]
    public void A_list_that_is_needed_has_something_in_it(string domain, string empty)
    {
        var problem = Assert.Single(Assert.Throws<EstateInvalidException>(() => LoadDomain(domain)).Problems);
        Assert.EndsWith(
            $"staging.yaml:3: place 'mail.domain', property '{empty}', is empty; expected at least one item.", problem,
            StringComparison.Ordinal);
        Assert.Empty(LoadDomain("{ servers: [a], modes: { www: a }, resolvers: [] }").Resolvers);
    }

    [Fact]
    public void A_missing_estate_names_those_that_are_there()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "lab.yaml"), "");
        var file = Path.Combine(_directory.FullName, "staging.yaml");
        var problem = Assert.Single(Assert.Throws<EstateInvalidException>(() => EstateFile.Load(file, Places)).Problems);
        Assert.EndsWith("staging.yaml: there is no such estate; there are: lab.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_and_order_do_not_change_the_hash_and_an_address_does()
    {
        const string Tail = "  www.database: { host: b, port: 2 }\n  wiki.site: { url: 'https://a/' }\n";
        var one = Load($"environment: staging\nplaces:\n  wiki.database: {{ host: a, port: 1 }}\n{Tail}");
        var same = Load($"# moved\nplaces:\n{Tail}  wiki.database:\n    port: 1 # here\n    host: \"a\"\nenvironment: staging\n");
        var other = Load($"environment: staging\nplaces:\n  wiki.database: {{ host: a, port: 3 }}\n{Tail}");
        Assert.Equal(one.Hash, same.Hash);
        Assert.NotEqual(one.Hash, other.Hash, StringComparer.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", one.Hash);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private Estate Load(string yaml)
    {
        var file = Path.Combine(_directory.FullName, "staging.yaml");
        File.WriteAllText(file, yaml);
        return EstateFile.Load(file, Places);
    }

    private Domain LoadDomain(string address)
    {
        var file = Path.Combine(_directory.FullName, "staging.yaml");
        File.WriteAllText(file, $"environment: staging\nplaces:\n  mail.domain: {address}\n");
        var place = new Place<Domain>("mail.domain");
        return EstateFile.Load(file, [place]).At(place);
    }

    private IEnumerable<string> Wrong(string yaml) =>
        Assert.Throws<EstateInvalidException>(() => Load(yaml)).Problems
            .Select(problem => problem.Replace(_directory.FullName + "/", "", StringComparison.Ordinal));

    public enum Mode
    {
        ReadWrite,
        ReadOnly,
    }

    public sealed record Server(string Host, int Port, Mode Mode = Mode.ReadWrite)
    {
        public TimeSpan? Patience { get; init; }

        public ImmutableDictionary<string, ImmutableArray<string>> Labels { get; init; } =
            ImmutableDictionary<string, ImmutableArray<string>>.Empty;

        public string Both => $"{Host}:{Port}";
    }

    public sealed record Domain
    {
        public required IReadOnlyList<string> Servers { get; init; }

        public required IReadOnlyDictionary<string, string> Modes { get; init; }

        public IReadOnlyList<string> Resolvers { get; init; } = ["1.1.1.1"];
    }

    public sealed record Site(Uri Url, double Weight = 1);
}
