using System.Runtime.InteropServices;
using Cutover.Crowd;

if (args is not ["--config", var path])
{
    await Console.Error.WriteLineAsync("Usage: cutover-crowd --config <crowd.json>");
    return 2;
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    await CrowdRun.RunAsync(CrowdConfigFile.Read(path), stop.Token);
    return 0;
}
catch (Exception e) when (e is CrowdConfigException or OperationLogException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (IOException e)
{
    await Console.Error.WriteLineAsync($"The crowd stopped, because it could no longer write what it saw: {e.Message}");
    return 1;
}
