using Microsoft.Data.Sqlite;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Hosting;
using Petitions.Silo.Clustering;
using Petitions.Silo.Documents;
using Petitions.Silo.Keys;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Hosting;

/// <summary>Puts one program together: a node and the front end in the same process.</summary>
internal static class SiloHost
{
    /// <summary>
    /// A node that is ready to run. For tests, <paramref name="adjust"/> may replace services, and <paramref name="time"/> the machine's
    /// clock.
    /// </summary>
    /// <exception cref="StartupException">Something is missing or wrong; the message is one line for the operator.</exception>
    public static async Task<WebApplication> CreateAsync(
        string[] args, Action<WebApplicationBuilder>? adjust = null, TimeProvider? time = null)
    {
        GlobalizationCheck.Require();
        // The program's own folder: where it is started from must not decide which settings it finds.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var renamed = StartSettings.Prepare(builder.Configuration, args, typeof(SiloHost).Assembly);
        builder.Services.AddSingleton(renamed);
        return await renamed.NameAsWritten(() => CreateAsync(builder, renamed, adjust, time ?? TimeProvider.System));
    }

    private static async Task<WebApplication> CreateAsync(
        WebApplicationBuilder builder, RenamedSettings renamed, Action<WebApplicationBuilder>? adjust, TimeProvider time)
    {
        var settings = SiloSettings.Read(builder.Configuration);
        var folder = DataFolder.Open(settings.DataPath);
        try
        {
            var node = await CreateAsync(builder, settings, folder, adjust, time);
            renamed.LogTo(node.Logger);
            return node;
        }
        catch (SqliteException e)
        {
            throw StartupErrors.Of(e, folder.Path);
        }
    }

    /// <summary>Starts the node; it is ready when this returns.</summary>
    /// <exception cref="StartupException">As above, or another exception that <see cref="StartupErrors"/> explains.</exception>
    public static async Task StartAsync(WebApplication node)
    {
        try
        {
            await node.Services.GetRequiredService<RenamedSettings>().NameAsWritten(async () =>
            {
                await node.StartAsync();
                return node;
            });
        }
        catch (SqliteException e)
        {
            throw StartupErrors.Of(e, node.Services.GetRequiredService<DataFolder>().Path);
        }
    }

    private static async Task<WebApplication> CreateAsync(
        WebApplicationBuilder builder, SiloSettings settings, DataFolder folder, Action<WebApplicationBuilder>? adjust, TimeProvider time)
    {
        var database = await PetitionDatabase.OpenAsync(
            settings.Storage, settings.Ledger, settings.ConnectionString, folder, CancellationToken.None);
        var clock = new DatabaseClock(database, time);
        await ClockWatch.CheckAtStartAsync(clock, CancellationToken.None);
        var keysPath = Path.GetFullPath(settings.KeysPath ?? folder.DefaultKeysPath);
        var keys = await SiloKeys.OpenAsync(keysPath, database, CancellationToken.None);

        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(clock);
        builder.Services.AddHostedService<ClockWatch>();
        // By factory, so that the container ends it, after everything that uses it.
        builder.Services.AddSingleton(_ => folder);
        builder.Host.UseOrleans(silo => silo.UseCluster(settings.Cluster, database)
            .AddSiloServices(database, keys, settings.Ledger, settings.Signing, settings.Confirmation, settings.Retention,
                new(Path.GetFullPath(settings.HandoverPath ?? folder.DefaultHandoverPath), settings.HandoverFonts)));
        builder.Services.AddMailSender(settings.Mail, folder.MailPath);
        AddFrontend(builder, settings, folder);
        builder.Services.AddHostedService<DocumentPublisher>();
        builder.Services.AddSingleton(new DocumentSource(settings.Documents));
        builder.Services.AddSingleton(
            new StartupMessage(settings, folder.Path, database.Description, keysPath, folder.MailPath, folder.AdminTokenPath));
        adjust?.Invoke(builder);

        var app = builder.Build();
        // Made now, so that they end last.
        app.Services.GetRequiredService<DataFolder>();
        app.Services.GetRequiredService<PetitionDatabase>();
        app.MapPetitionFrontend();
        return app;
    }

    private static void AddFrontend(WebApplicationBuilder builder, SiloSettings settings, DataFolder folder)
    {
        builder.WebHost.UseUrls([.. settings.Urls.Public, .. settings.Urls.Admin]);
        builder.Services.AddPetitionFrontend(builder.Configuration);
        builder.Services.AddSingleton(new AdminPorts(settings.Urls.AdminPorts));
        builder.Services.AddSingleton(new AdminToken(settings.AdminToken ?? folder.AdminToken()));
        builder.Services.AddSingleton<IReadiness, SiloReadiness>();
        builder.Services.AddSingleton<IWarmUpStep, LedgerWarmUp>();
    }
}
