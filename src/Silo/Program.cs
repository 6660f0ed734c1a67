using Petitions.Frontend.Hosting;
using Petitions.Silo.Commands;
using Petitions.Silo.Hosting;

// "petition draft letter.txt" and the like; every other command line has settings.
if (ProgramCommands.AreNamed(args)) return await ProgramCommands.RunAsync(args, CommandContext.OfProcess(Console.Out, Console.Error));

// A node: one command is a complete system. Everything that can be wrong at start ends it with one line that says what to do.
try
{
    await using var node = await SiloHost.CreateAsync(args, builder => builder.Services.AddWarmUp());
    node.EnforceStopDeadline(Console.Error);
    await SiloHost.StartAsync(node);
    node.Services.GetRequiredService<StartupMessage>().WriteTo(Console.Out);
    await node.WaitForShutdownAsync();
    return BackgroundFailure.ExitCodeOf(node, Console.Error);
}
catch (Exception e) when (StartupErrors.TryExplain(e, out var line))
{
    await Console.Error.WriteLineAsync("petition: " + line);
    return 1;
}
