namespace Cutover.App;

/// <summary><c>plan</c>: what the night is, without touching anything.</summary>
internal static class PlanCommand
{
    public static async Task<ExitCode> RunAsync(Session session, bool all, bool mermaid, bool json)
    {
        var runbook = session.Plan();
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

        return ExitCode.Completed;
    }
}
