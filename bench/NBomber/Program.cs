using Petitions.Bench.Scenarios;

return await ScenarioCommand.RunAsync(args);
