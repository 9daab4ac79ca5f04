using Cutover.Infra;

namespace Stacks.Tests;

/// <summary>Every property of the tables, by name and by whether it must be given, against the providers' npm packages.</summary>
public sealed class TablesAgainstTypeScript
{
    // npm has no @pulumi/digitalocean 4.76.0: 4.80.1 is the first after it.
    [Theory]
    [InlineData("aws", "7.48.0")]
    [InlineData("azure-native", "3.28.0")]
    [InlineData("cloudflare", "6.17.0")]
    [InlineData("digitalocean", "4.80.1")]
    public async Task Names_and_required_flags_agree(string package, string version)
    {
        var table = ProviderTables.Load(package);
        var witness = await TypeScriptPackage.LoadAsync(package, version);
        var differences = table.Types.SelectMany(type => type.Kind switch
        {
            TableKind.Resource => Resource(table, type, witness),
            TableKind.Provider => Inputs(type, witness.Interface("provider.d.ts", "", "ProviderArgs")),
            TableKind.Nested => Nested(table, type, witness),
            _ => [],
        }).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Contains(table.Types, type => type.Kind == TableKind.Resource);
    }

    private static IEnumerable<string> Resource(ProviderTable table, TableType type, TypeScriptPackage witness)
    {
        var module = Module(table, type.Token);
        var file = $"{(module.Length == 0 ? "" : module + "/")}{type.Name}.d.ts";
        var outputs = witness.Class(file, type.Name);
        return
        [
            .. Inputs(type, witness.Interface(file, "", type.Name + "Args")),
            .. from output in type.Outputs
               where output.Name != "id" && outputs?.ContainsKey(output.Name) != true
               select $"{type.Token}: npm's class has no output {output.Name}",
        ];
    }

    private static IEnumerable<string> Nested(ProviderTable table, TableType type, TypeScriptPackage witness)
    {
        var module = Module(table, type.Token);
        if (!type.Inputs.Any() && type.Outputs.Any())
        {
            var outputs = witness.Interface("types/output.d.ts", module, type.Name);
            return type.Outputs.Where(output => outputs?.ContainsKey(output.Name) != true)
                .Select(output => $"{type.Token}: npm's output has no {output.Name}");
        }
        return Inputs(type, witness.Interface("types/input.d.ts", module, table.IsBridged ? type.Name : type.Name + "Args"));
    }

    private static IEnumerable<string> Inputs(TableType type, Dictionary<string, bool>? witness)
    {
        if (witness is null)
        {
            return [$"{type.Token}: npm declares no arguments of it"];
        }
        var inputs = type.Inputs.ToDictionary(input => input.Name, input => input.IsRequired);
        return
        [
            .. from input in inputs where !witness.ContainsKey(input.Key) select $"{type.Token}: npm has no {input.Key}",
            .. from input in inputs
               where witness.TryGetValue(input.Key, out var required) && required != input.Value
               select $"{type.Token}: {input.Key} is {(input.Value ? "required" : "optional")} here and not in npm",
            .. from required in witness
               where required.Value && !inputs.ContainsKey(required.Key)
               select $"{type.Token}: npm requires {required.Key}, which the table lacks",
        ];
    }

    private static string Module(ProviderTable table, string token)
    {
        var module = token.Split(':')[1];
        module = table.IsBridged ? module.Split('/')[0] : module;
        return module == "index" ? "" : module;
    }
}
