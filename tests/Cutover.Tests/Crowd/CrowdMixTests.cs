using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class CrowdMixTests
{
    private static readonly ServiceConfig[] Services =
    [
        CrowdMix.Datatracker("datatracker.lab.test", 8080, ["draft-a"], ["draft-a-00"], "/secrets/email-key", scale: 1),
        CrowdMix.Www(
            "www.lab.test", 8080, ["/"], ["/id/draft-a-00.txt"], ["/id/"],
            [new OldLink("www.example.org", "/tao.html", 301, "https://www.example.org/tao/")], scale: 1),
        CrowdMix.Imap("imap.lab.test", 8143, ["shared/wg"], "reader", "/secrets/imap.password", scale: 1),
        CrowdMix.Mail("mail.lab.test", 2525, ["iana-review@lab.test"], ["people@lab.test"], scale: 1),
        CrowdMix.Archive(
            "mailarchive.lab.test", 8080, ["/arch/msg/wg/a/"], ["/arch/search/?q=a"], ["/arch/browse/wg/"],
            "/secrets/archive-key", "/spool", scale: 1),
    ];

    [Fact]
    public void The_full_crowd_is_large_enough_for_its_bounds()
    {
        var all = Services.SelectMany(service => service.Operations).ToList();

        Assert.InRange(all.Sum(operation => operation.PerSecond), 205, 235);
        Assert.InRange(all.Where(operation => operation.Kind.IsWrite()).Sum(operation => operation.PerSecond), 30, 60);
        Assert.InRange(Services.Single(service => service.Name == "mail").Operations.Sum(operation => operation.PerSecond), 10.5, 15);
    }

    [Fact]
    public void Every_kind_of_operation_is_done_by_someone_or_follows_by_itself() =>
        Assert.Equal(
            Enum.GetValues<OperationKind>().Except([OperationKind.SubmissionStatus]).Order(),
            Services.SelectMany(service => service.Operations).Select(operation => operation.Kind).Order());
}
