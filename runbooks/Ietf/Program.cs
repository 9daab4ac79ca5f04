using Cutover.App;
using Cutover.Redirects;
using Ietf;

return await CutoverProgram.RunAsync(args, new Night("ietf", IetfNight.Plan)
{
    Rehearsal = new LabRehearsal(),
    Commands = [RedirectsCommand.Create(OldHost.Mirror)],
});
