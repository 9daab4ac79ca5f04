using Cutover.App;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

public sealed class AddressTests
{
    [Fact]
    public void Every_kind_of_address_is_read_from_an_estates_file()
    {
        using var folder = new TestFolder();
        var file = folder.Write("lab.yaml", """
            environment: lab
            places:
              command:
                host:
                  { host: new.lab.test, port: 2222, user: cutover, identityFile: /k, knownHostsFile: /h, lockDirectory: /l }
                run: [a, b]
                probe: [c]
                inputFile: /s
              service: { start: [s, start], stop: [s, stop], status: [s, status] }
              files:
                path: /a
                rsyncUrl: "rsync://cutover@127.0.0.22:8730/a"
                rsyncSecretFile: /p
                floor: { files: 20000, bytes: 90000000, sentinel: .here }
                manifests: /m
              name:
                zone: lab.test
                name: www.lab.test
                servers: ["127.0.0.31:5353"]
                resolvers: ["127.0.0.33:5353"]
                updateServer: "127.0.0.31:5353"
                keyFile: /k
              target: { values: [127.0.0.20] }
              site: { url: "https://www.lab.test", connectTo: "127.0.0.20:8080", secretHeaderFiles: { X-Api-Key: /f } }
              front:
                modesDirectory: /modes
                reload: [nginx, -s, reload]
                connectTo: "127.0.0.20:8080"
                overlap: "00:00:00.110"
                services: { www: "http://www.lab.test/.cutover/mode" }
            """);
        var command = new Place<CommandAddress>("command");
        var files = new Place<DirectoryAddress>("files");
        var front = new Place<FrontAddress>("front");
        Place[] places =
        [
            command, files, front, new Place<ServiceAddress>("service"), new Place<NameAddress>("name"), new Place<TargetAddress>("target"),
            new Place<SiteAddress>("site"),
        ];

        var estate = EstateFile.Load(file, places);

        Assert.Equal("cutover@new.lab.test:2222", estate.At(command).Host.ToString());
        Assert.Equal(20000, estate.At(files).Floor!.Files);
        Assert.Equal(TimeSpan.FromMilliseconds(110), estate.At(front).Overlap);
        Assert.Equal("http://www.lab.test/.cutover/mode", estate.At(front).Services["www"]);
    }
}
