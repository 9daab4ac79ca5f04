using System.Text.Json;

namespace Pulumi;

/// <summary>The configuration of the stack that is being evaluated, under one name: the project's unless another is given.</summary>
public sealed class Config
{
    private readonly string _name;
    private readonly ConfigValues _values = Deployment.Running.Config;

    public Config(string? name = null) => _name = name ?? Deployment.Instance.ProjectName;

    public string? Get(string key) => _values.Values.GetValueOrDefault(Full(key));

    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    /// <exception cref="RunException">The value is neither "true" nor "false".</exception>
    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var other => throw Wrong(key, other, nameof(Boolean)),
    };

    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    public int? GetInt32(string key) => Get(key) is not { } text ? null
        : int.TryParse(text, out var value) ? value : throw Wrong(key, text, nameof(Int32));

    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    public double? GetDouble(string key) => Get(key) is not { } text ? null
        : double.TryParse(text, out var value) ? value : throw Wrong(key, text, nameof(Double));

    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    public T GetObject<T>(string key) => GetObject<T>(key, JsonSerializerOptions.Default);

    /// <exception cref="RunException">The value is not JSON of that type.</exception>
    public T GetObject<T>(string key, JsonSerializerOptions options)
    {
        if (Get(key) is not { } text)
        {
            return default!;
        }
        try
        {
            return JsonSerializer.Deserialize<T>(text, options)!;
        }
        catch (JsonException)
        {
            throw Wrong(key, text, typeof(T).FullName!);
        }
    }

    public Output<T>? GetSecretObject<T>(string key) => Get(key) is null ? null : Output.CreateSecret(GetObject<T>(key));

    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        Get(key) is null ? null : Output.CreateSecret(GetObject<T>(key, options));

    /// <exception cref="RunException">There is no such value.</exception>
    public string Require(string key) => Get(key) ?? throw Missing(key);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    public T RequireObject<T>(string key) => RequireObject<T>(key, JsonSerializerOptions.Default);

    public T RequireObject<T>(string key, JsonSerializerOptions options) =>
        Get(key) is null ? throw Missing(key) : GetObject<T>(key, options);

    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) =>
        Output.CreateSecret(RequireObject<T>(key, options));

    private string Full(string key) => $"{_name}:{key}";

    private RunException Wrong(string key, string value, string type) =>
        new($"Configuration '{Full(key)}' value '{value}' is not a valid {type}");

    private RunException Missing(string key) => new($"Missing Required configuration variable '{Full(key)}'\n"
        + $"\tplease set a value using the command `pulumi config set {Full(key)} <value>`");
}
