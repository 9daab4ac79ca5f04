using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that an account signs in to a site as people do: led to the provider, its form filled in, led back.</summary>
/// <param name="Login">The site, the provider and the account.</param>
public sealed record SignIn(Place<LoginAddress> Login) : IProbe<SignedIn>
{
    /// <summary>How long it may take, all redirects together.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    public string Verb => $"sign in at {Login}";

    public async ValueTask<Finding<SignedIn>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var login = context.At(Login);
        var began = context.Time.GetTimestamp();
        try
        {
            using var walk = new SignInWalk(login);
            using var timer = new CancellationTokenSource(Patience, context.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
            var (requests, refusal) = await walk.RunAsync(either.Token);
            var seen = new SignedIn(requests, (long)context.Time.GetElapsedTime(began).TotalMilliseconds);
            return refusal is null
                ? Finding.Done(seen, $"{login.User} signed in at {walk.Begin} with an account of {login.Provider}")
                : Finding.NotDone(seen, $"{login.User} cannot sign in at {walk.Begin}: {refusal}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Finding.Unknown<SignedIn>($"{login.User} was not signed in within {Patience.TotalSeconds:0.###} s.");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<SignedIn>(failure.Message);
        }
    }
}
