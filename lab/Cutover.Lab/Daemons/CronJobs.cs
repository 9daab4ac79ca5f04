namespace Cutover.Lab;

/// <summary>The jobs that each side has, as files of cron. Nobody runs them here: what is rehearsed is that none is lost.</summary>
internal sealed class CronJobs(LabEstate estate)
{
    private static readonly Dictionary<string, string[]> Of = new(StringComparer.Ordinal)
    {
        ["datatracker"] =
        [
            "*/15 * * * * send_scheduled_mail", "5 * * * * iana_changes", "5 * * * * id_index_files", "5 0 * * * expire_ids",
            "5 0 * * * nomcom_reminders",
        ],
        ["www"] = ["0 * * * * publish_scheduled", "30 3 * * 0 update_index"],
        ["mailarchive"] = ["10 2 * * * check_messages", "0 4 * * 0 update_index --age 24"],
    };

    public void Write()
    {
        foreach (var (service, jobs) in Of)
        {
            foreach (var side in (string[])["old", "new"])
                File.WriteAllText(estate.JobsOf(side, service), $"# Jobs of {service}.\n{string.Join('\n', jobs)}\n");
        }
    }
}
