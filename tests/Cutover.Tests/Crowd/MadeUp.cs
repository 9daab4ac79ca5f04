using Cutover.Crowd;

namespace Cutover.Tests;

/// <summary>Operations and configurations of tests; times in milliseconds.</summary>
internal static class MadeUp
{
    public const string Key = "11111111-1111-1111-1111-111111111111";

    public static CrowdConfig Config(int seed = 1, Spacing spacing = Spacing.Poisson, string resolver = "127.0.0.1:53") => new()
    {
        Log = "/lab/crowd.ndjson",
        Live = "/lab/live.json",
        StopFile = "/lab/stop",
        Resolver = resolver,
        Seed = seed,
        Spacing = spacing,
        Services =
        [
            new ServiceConfig("datatracker", "datatracker.lab.test", 8080,
            [
                new OperationConfig(OperationKind.VersionRead, 50) { Paths = ["/api/version"] },
                new OperationConfig(OperationKind.EventInsert, 20) { Paths = ["/doc/draft-a/"] },
            ]),
            new ServiceConfig("www", "www.lab.test", 8080, [new OperationConfig(OperationKind.PageCreate, 10)]),
        ],
    };

    public static Operation Write(OperationKind kind, double at, Ending ending, string? value = null, double takes = 10) =>
        new("datatracker", kind, 0, Us(at), Us(at), Us(at + takes), ending)
        {
            Key = Key,
            Value = kind.IsDelete() ? null : value,
            Status = ending switch { Ending.Acknowledged => 201, Ending.Refused => 503, _ => null },
            Missing = ending == Ending.Unknown ? NoAnswer.CutOff : null,
        };

    public static Operation Read(double at, string seen, double takes = 10, string key = Key) =>
        new("datatracker", OperationKind.EventRead, 0, Us(at), Us(at), Us(at + takes), Ending.Good)
        {
            Key = key,
            Seen = seen,
            Status = 200,
        };

    public static Operation Plain(double at, int? status = 200, double takes = 5, string service = "datatracker") =>
        new(service, OperationKind.VersionRead, 0, Us(at), Us(at), Us(at + takes), status == 200 ? Ending.Good : Ending.Failed)
        {
            Status = status,
            Missing = status is null ? NoAnswer.NoConnection : null,
        };

    public static long Us(double milliseconds) => (long)(milliseconds * 1000);
}
