using System.Text.Json;

namespace Cutover.Tests;

/// <summary>The same small plan in its three shapes. A change here is a change that operators and programs see.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task On_two_pages()
    {
        await _desk.RunAsync("plan");
        Assert.Equal(Sheet.ReplaceLineEndings("\n"), Trimmed(_desk.Out));
    }

    [Fact]
    public async Task As_a_table()
    {
        await _desk.RunAsync("plan", "--all");
        Assert.Equal(Table.ReplaceLineEndings("\n"), Trimmed(_desk.Out));
    }

    [Fact]
    public async Task As_mermaid()
    {
        await _desk.RunAsync("plan", "--mermaid");
        Assert.Equal(Mermaid.ReplaceLineEndings("\n"), Trimmed(_desk.Out));
    }

    [Fact]
    public async Task As_json()
    {
        await _desk.RunAsync("plan", "--json");
        using var plan = JsonDocument.Parse(_desk.Out);
        var root = plan.RootElement;
        Assert.Equal(["runbook", "hash", "window_s", "places", "steps"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(60, root.GetProperty("window_s").GetDouble());
        var fence = root.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("id").GetString() == "wiki.fence");
        Assert.Equal(
            """
            {"id":"wiki.fence","phase":"Freeze","kind":"step","back":false,"verb":"fence folder","owner":"wiki",
            "needs":["go"],"deadline_s":2,"fence_budget_s":30,"undo":true}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(fence));
        Assert.Equal(9, root.GetProperty("steps").GetArrayLength());
    }

    public void Dispose() => _desk.Dispose();

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(Line)).Trim();

    private static string Line(string line) => line.Length > 0 && line.All(c => c == '─') ? "(rule)" : line.TrimEnd();

    private const string Sheet = """
        small: 8 steps, 1 on the way back only; window 60 s; plan 1e884db7

        Announce, 1 step
          announce            note that folder is announced

        Prepare, 2 steps
          wiki                copy
          go                  gate of commander, wiki

        Freeze, 1 step: from the first fence on, 60 s are announced
          wiki.fence  wiki  within 2 s     FENCE 30 s; undo

        Transfer, 1 step
          wiki.rest    within 2 s     undo

        Prove, 1 step
          wiki.same    within 300 ms  check

        Open, 1 step
          wiki.open    within 2 s     OPENS; seals wiki.fence; undo, wiki.drain

        Retire, 1 step
          wiki                retire (no return after)

        Way back: each step's undo in reverse order, and 1 step more once the new side has opened
          wiki                drain
        """;

    private const string Table = """
        small: 8 steps, 1 on the way back only; window 60 s; plan 1e884db7

          step            does                            after        owner   within   expect   note               way back
        (rule)
          Announce
            announce      note that folder is announced                        10 min                               stays: people were told

          Prepare
            wiki.copy     set copied in folder            announce             10 min   2 s                         undo
            go            ask commander, wiki             wiki.copy                              gate

          Freeze
            wiki.fence    fence folder                    go           wiki    2 s               FENCE 30 s         undo

          Transfer
            wiki.rest     set rest in folder              wiki.fence           2 s                                  undo

          Prove
            wiki.same     compare folder                  wiki.rest            300 ms            check
                                                          wiki.copy

          Open
            wiki.open     open folder                     wiki.same            2 s               OPENS              undo, wiki.drain
                                                                                                 seals wiki.fence

          Retire
            wiki.retire   note that folder is retired     wiki.open            10 min            NO RETURN AFTER    none


          way back only   does                    needed if begun   order                                                within
        (rule)
            wiki.drain    set drained in folder   wiki.open         after undo of wiki.open; before undo of wiki.fence   2 s
        """;

    private const string Mermaid = """
        flowchart LR
          subgraph Announce ["Announce"]
            s1["announce<br/>note that folder is announced"]
          end
          subgraph Prepare ["Prepare"]
            s2["wiki.copy<br/>set copied in folder"]
            s3{{"go<br/>ask commander, wiki<br/>gate"}}
          end
          subgraph Freeze ["Freeze"]
            s4[["wiki.fence<br/>fence folder<br/>FENCE 30 s"]]
          end
          subgraph Transfer ["Transfer"]
            s5["wiki.rest<br/>set rest in folder"]
          end
          subgraph Prove ["Prove"]
            s6(["wiki.same<br/>compare folder<br/>check"])
          end
          subgraph Open ["Open"]
            s7["wiki.open<br/>open folder<br/>OPENS<br/>seals wiki.fence"]
          end
          subgraph Retire ["Retire"]
            s8["wiki.retire<br/>note that folder is retired<br/>NO RETURN AFTER"]
          end
          subgraph Way_back ["Way back"]
            s9["wiki.drain<br/>set drained in folder"]
          end
          s1 --> s2
          s2 --> s3
          s3 --> s4
          s4 --> s5
          s5 --> s6
          s2 --> s6
          s6 --> s7
          s7 -. seals .-> s4
          s7 --> s8
          s7 -. if begun .-> s9
        """;
}
