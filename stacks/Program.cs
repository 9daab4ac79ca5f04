using Cutover.Stacks;

return await EstateStacks.RunAsync();
