using BenchmarkDotNet.Running;
using Cutover.Bench;

// `once chain|parallel` is one measured night in a process of its own, for engine-vs-ansible.
return args is ["once", var shape] ? await Once.RunAsync(shape)
    : BenchmarkSwitcher.FromAssembly(typeof(NoOpNight).Assembly).Run(args).Any() ? 0 : 2;
