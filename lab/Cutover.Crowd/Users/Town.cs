namespace Cutover.Crowd;

/// <summary>All users.</summary>
public sealed class Town : IDisposable
{
    private readonly CrowdUser[] _users;

    /// <summary>Settles the users; the first of them sit behind the resolver that over-holds.</summary>
    public Town(CrowdConfig config, TimeProvider time)
    {
        var source = new ResolverSource(config.Resolver);
        var overHoldingSource = config.OverHoldingResolver is { } other ? new ResolverSource(other) : source;
        var overHolding = (int)Math.Round(config.Users * config.OverHoldingShare);
        _users =
        [
            .. Enumerable.Range(0, config.Users).Select(number => User(number, config, number < overHolding
                ? new NameMemory(overHoldingSource, config.OverHoldingTimes, time)
                : new NameMemory(source, times: 1, time))),
        ];
    }

    /// <summary>Some user.</summary>
    public CrowdUser Any(int draw) => _users[draw % _users.Length];

    /// <summary>The first user from a drawn one on who has what is wanted.</summary>
    /// <returns>None where no user has it.</returns>
    public (CrowdUser User, T Had)? First<T>(int draw, Func<CrowdUser, T?> has)
        where T : class
    {
        for (var i = 0; i < _users.Length; i++)
        {
            var user = _users[(draw + i) % _users.Length];
            if (has(user) is { } had)
                return (user, had);
        }

        return null;
    }

    private static CrowdUser User(int number, CrowdConfig config, NameMemory names) => new(number, names, UserHttp.Create(
        names, TimeSpan.FromMilliseconds(config.ConnectionLifetimeMs), TimeSpan.FromMilliseconds(config.GiveUpAfterMs)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var user in _users)
            user.Dispose();
    }
}
