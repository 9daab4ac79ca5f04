using Cutover.Engine;
using MailKit.Security;

namespace Cutover.Effects;

/// <summary>A check that an application's user and password are taken by its submission server, over TLS. Nothing is sent.</summary>
/// <param name="Application">Who would send.</param>
public sealed record SubmissionLogin(Place<MailApplicationAddress> Application) : IProbe<SubmissionLoginSeen>
{
    public string Verb => $"sign in at the mail server of {Application}";

    public async ValueTask<Finding<SubmissionLoginSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Application);
        try
        {
            await MailCanary.SignInAsync(at, cancellation);
            return Finding.Done(new SubmissionLoginSeen(at.User, LetIn: true), $"{at.Server} takes the password of {at.User}");
        }
        catch (EffectException refused) when (refused.InnerException is AuthenticationException)
        {
            return Finding.NotDone(new SubmissionLoginSeen(at.User, LetIn: false), refused.Message);
        }
    }
}
