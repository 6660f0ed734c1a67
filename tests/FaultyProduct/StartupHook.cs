using System.Runtime.Loader;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Petitions.FaultyProduct;

[assembly: HostingStartup(typeof(PlantsFailingService))]

/// <summary>
/// Loads this assembly into the product as it is published (DOTNET_STARTUP_HOOKS), so that ASPNETCORE_HOSTINGSTARTUPASSEMBLIES finds it
/// there. The runtime asks for this name without a namespace.
/// </summary>
internal static class StartupHook
{
    // What this assembly refers to and the product does not have is beside this assembly.
    public static void Initialize()
    {
        var folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }
}

namespace Petitions.FaultyProduct
{
    /// <summary>The fault "a background service fails", in a program that is not composed here.</summary>
    internal sealed class PlantsFailingService : IHostingStartup
    {
        public void Configure(IWebHostBuilder builder)
        {
            if (Environment.GetEnvironmentVariable("PETITION_TEST_FAULT") == "failing-service")
                builder.ConfigureServices(services => services.AddHostedService<ServiceThatFails>());
        }
    }

    /// <summary>Works for a while, and then does not.</summary>
    internal sealed class ServiceThatFails(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registered = lifetime.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stoppingToken);
            throw new InvalidOperationException("The planted service\nhas failed.");
        }
    }
}
