namespace Cutover.Lab;

/// <summary>The two clusters and the pass files of their roles.</summary>
/// <param name="Old">Old cluster; <c>cutover</c> is superuser there.</param>
/// <param name="New">New cluster; <c>cutover</c> owns the databases and is no superuser.</param>
/// <param name="Cutover">Pass file (libpq's format) of the role <c>cutover</c>.</param>
/// <param name="Datatracker">Pass file of <c>datatracker</c>, writer in the database of that name.</param>
/// <param name="DatatrackerRead">Pass file of <c>datatracker_ro</c>.</param>
/// <param name="Wagtail">Pass file of <c>wagtail</c>, writer in <c>www</c>.</param>
/// <param name="WagtailRead">Pass file of <c>wagtail_ro</c>.</param>
/// <param name="Archive">Pass file of <c>archive</c>, writer in the database of that name.</param>
/// <param name="ArchiveRead">Pass file of <c>archive_ro</c>.</param>
public sealed record LabPostgres(
    Address Old, Address New, string Cutover, string Datatracker, string DatatrackerRead, string Wagtail, string WagtailRead,
    string Archive, string ArchiveRead);
