using CliWrap;
using CliWrap.Buffered;

namespace Cutover.Effects;

/// <summary>PostgreSQL's own programs, told where to connect by their environment: no password and no address on a command line.</summary>
internal static class Programs
{
    /// <summary>Runs a program against a database.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="DatabaseException">It is not there, or failed; with the first line of what it complained about.</exception>
    public static async Task<string> RunAsync(
        DatabaseAddress at, string program, IEnumerable<string> arguments, string? input, CancellationToken cancellation)
    {
        var path = at.Programs is { } directory ? Path.Combine(directory, program) : program;
        var command = Cli.Wrap(path)
            .WithArguments(arguments)
            .WithEnvironmentVariables(Environment(at))
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None);
        BufferedCommandResult result;
        try
        {
            result = await command.ExecuteBufferedAsync(cancellation);
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            throw new DatabaseException(
                $"The program {path} cannot be started: {absent.Message}; install postgresql-client, or give its directory as "
                    + "'programs' in the estate.", absent);
        }

        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new DatabaseException($"{program} on {at} ended with {result.ExitCode}: {Complaint(result.StandardError)}");
    }

    private static Dictionary<string, string?> Environment(DatabaseAddress at) => new(StringComparer.Ordinal)
    {
        ["PGHOST"] = at.Host,
        ["PGPORT"] = at.Port.ToString(),
        ["PGDATABASE"] = at.Database,
        ["PGUSER"] = at.User,
        ["PGPASSFILE"] = at.Passfile,
        ["PGSSLMODE"] = at.SslMode,
        ["PGAPPNAME"] = Session.ApplicationName,
        ["PGCONNECT_TIMEOUT"] = "10",
        ["PGOPTIONS"] = "-c default_transaction_read_only=off -c client_min_messages=warning",
        ["LC_ALL"] = "C.UTF-8",
    };

    private static string Complaint(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(
            line => line.Contains("ERROR", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault() ?? "it said nothing";
    }
}
