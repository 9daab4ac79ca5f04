using Pulumi;
using Pulumi.Aws.Iam;

namespace Cutover.Infra;

/// <summary>A program's own user, which may do what its one policy says and nothing else.</summary>
public sealed class AwsUser : Part
{
    /// <param name="name">The program.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="policy">What it may do, as an IAM policy.</param>
    /// <param name="options">As for any component.</param>
    public AwsUser(string name, string environment, Input<string> policy, ComponentResourceOptions? options = null)
        : base("cutover:aws:User", name, environment, options)
    {
        var user = new User(Named("user"), new UserArgs { Name = Provided("user"), Path = "/cutover/" }, Under());
        _ = new UserPolicy(Named("policy"), new UserPolicyArgs
        {
            Name = Provided("policy"),
            User = user.Name,
            Policy = policy,
        }, Under());
        var key = new AccessKey(Named("key"), new AccessKeyArgs { User = user.Name, Status = "Active" }, Under());
        (KeyId, Secret, SmtpPassword) = (key.Id, Output.CreateSecret(key.Secret), Output.CreateSecret(key.SesSmtpPasswordV4));
        RegisterOutputs();
    }

    /// <summary>The access key, which is the user name for SMTP as well.</summary>
    [Output("keyId")]
    public Output<string> KeyId { get; private set; }

    [Output("secret")]
    public Output<string> Secret { get; private set; }

    /// <summary>The password that SES takes on its submission port.</summary>
    [Output("smtpPassword")]
    public Output<string> SmtpPassword { get; private set; }
}
