using Petitions.Frontend.ClusterClient;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

// The front end as a process of its own: a client of the cluster, without a database. A silo runs the same front end in its own process,
// composed by the same two calls.
RenamedSettings? renamed = null;
try
{
    GlobalizationCheck.Require();
    var builder = WebApplication.CreateBuilder(args);
    var configuration = builder.Configuration;
    renamed = StartSettings.Prepare(configuration, args);

    var data = configuration["Petition:DataPath"] ?? "./data";
    var keys = configuration["Petition:Keys:Path"] ?? Path.Combine(data, "keys");
    builder.Services.AddSingleton(new Pepper(KeyFile.Open(keys, Pepper.Name, mayCreate: false)));
    builder.Services.AddSingleton(TimeProvider.System);

    builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "yyyy-MM-dd HH:mm:ss "));
    builder.AddClusterClient();
    builder.Services.AddHostedService<PepperCheck>();
    builder.Services.AddSingleton<ICatalogueSource, ClusterCatalogueSource>();
    builder.Services.AddSingleton<PetitionCatalogue>();
    builder.Services.AddSingleton<IPetitionCatalogue>(services => services.GetRequiredService<PetitionCatalogue>());
    builder.Services.AddHostedService(services => services.GetRequiredService<PetitionCatalogue>());

    builder.Services.AddPetitionFrontend(configuration);
    builder.ListenOn();
    builder.Services.AddWarmUp();

    await using var app = builder.Build();
    renamed.LogTo(app.Logger);
    app.MapPetitionFrontend();
    app.EnforceStopDeadline(Console.Error);
    await app.StartAsync();
    await app.WaitForShutdownAsync();
    return BackgroundFailure.ExitCodeOf(app, Console.Error);
}
catch (OperationCanceledException)
{
    // Stopped while it was starting.
    return 0;
}
catch (KeyFileException e)
{
    await Console.Error.WriteLineAsync(
        $"The front end cannot start: {e.Message}; copy {Pepper.Name}.key from the silo's folder of keys, or set Petition__Keys__Path to "
            + "it.");
    return 1;
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync($"The front end cannot start: {(renamed?.MessageOf(e) ?? e.Message).ReplaceLineEndings(" ")}");
    return 1;
}
