using Petitions.Bench.Rehearsal.Commands;

return await RehearsalCommand.RunAsync(args, Console.Out, Console.Error);
