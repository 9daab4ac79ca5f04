using Cutover.App;
using Ietf;

return await CutoverProgram.RunAsync(args, new Night("ietf", IetfNight.Plan)
{
    Rehearsal = new LabRehearsal(),
    Commands = [PreviewCommand.Command(), DiagramCommand.Command()],
});
