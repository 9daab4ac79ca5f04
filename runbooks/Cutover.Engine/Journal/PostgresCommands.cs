using Npgsql;

namespace Cutover.Engine;

/// <summary>Short ways to say one thing to a server.</summary>
internal static class PostgresCommands
{
    public static async Task RunAsync(this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public static async Task<List<object[]>> RowsAsync(this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Whether a condition holds; one that is null does not.</summary>
    public static async Task<bool> IsAsync(this NpgsqlConnection connection, string condition, params object[] values) =>
        (await connection.RowsAsync($"select {condition}", values)) is [[true]];

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
