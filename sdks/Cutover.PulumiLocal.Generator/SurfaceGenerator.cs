using System.Text;
using Cutover.Infra;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cutover.PulumiLocal.Generator;

/// <summary>
/// Feeds each table to the emitter; a table that did not change costs nothing. A table that cannot be read fails the build with
/// the sentence its <see cref="FormatException"/> carries.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SurfaceGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tables = context.AdditionalTextsProvider
            .Where(file => file.Path.EndsWith(".table", System.StringComparison.Ordinal))
            .Select((file, cancellation) => file.GetText(cancellation)?.ToString() ?? "");
        context.RegisterSourceOutput(tables, Emit);
    }

    private static void Emit(SourceProductionContext context, string text)
    {
        foreach (var source in SurfaceEmitter.Emit(ProviderTable.Parse(text)))
        {
            context.AddSource(source.Key, SourceText.From(source.Value, Encoding.UTF8));
        }
    }
}
