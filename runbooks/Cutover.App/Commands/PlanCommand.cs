namespace Cutover.App;

/// <summary><c>plan</c>: what the night is, without touching anything.</summary>
internal static class PlanCommand
{
    public static async Task<ExitCode> RunAsync(Session session, string? environment, bool all, bool mermaid, bool json)
    {
        var runbook = session.Plan();
        var estate = environment is null ? null : session.Estate(environment, runbook);
        if (json)
        {
            await session.Terminal.Out.WriteLineAsync(ReportJson.Of(PlanJson.Of(runbook)));
        }
        else if (mermaid)
        {
            await session.Terminal.Out.WriteAsync(PlanMermaid.Of(runbook));
        }
        else if (!all)
        {
            foreach (var line in PlanSheet.Of(runbook))
                await session.Terminal.Out.WriteLineAsync(line);
        }
        else
        {
            foreach (var part in PlanTable.Of(runbook))
                session.Terminal.Console.Write(part);
        }

        if (estate is not null && !json && !mermaid)
            await session.Terminal.Out.WriteLineAsync(
                $"\nestate {estate.Environment}: an address for each of the {estate.Addresses.Count} places; hash {estate.Hash[..8]}");

        return ExitCode.Completed;
    }
}
