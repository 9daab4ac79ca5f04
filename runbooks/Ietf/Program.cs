using Cutover.App;
using Cutover.Redirects;
using Cutover.Sites;
using Ietf;

return await CutoverProgram.RunAsync(args, new Night("ietf", IetfNight.Plan)
{
    Rehearsal = new LabRehearsal(),
    Commands =
    [
        PreviewCommand.Command(), ApproveCommand.Command(), BreakGlassCommand.Command(), DiagramCommand.Command(),
        RedirectsCommand.Create(OldHost.Mirror), SiteCommand.Create(),
    ],
});
