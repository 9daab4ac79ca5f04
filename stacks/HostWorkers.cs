using Cutover.Infra;

namespace Cutover.Stacks;

/// <summary>The scripts of hosts as the traffic stack deploys them, for whoever wants to run one elsewhere.</summary>
public static class HostWorkers
{
    /// <summary>The Worker of a name that had old redirects.</summary>
    /// <param name="label">The name's first part, such as www.</param>
    public static string Text(string label) => WorkerText.Compose(new OldRedirects().Module(label));
}
