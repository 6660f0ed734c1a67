using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Grains.Petitions;
using Petitions.Silo.Hosting;

namespace Petitions.Tests.Support;

/// <summary>
/// The product in the process of the tests, started as its Program.cs does it, with a client for each port. For tests that need its
/// services or its clock; those that need a process use <see cref="PetitionProcess"/>. The caller owns the store.
/// </summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestHost(WebApplication app, PetitionSettings settings, HttpClient admin)
    {
        (_app, Admin) = (app, admin);
        Public = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = settings.PublicBaseUrl,
        };
    }

    /// <summary>Calls on the public port; follows no redirects.</summary>
    public HttpClient Public { get; }

    /// <summary>Calls on the admin port, with the token.</summary>
    public HttpClient Admin { get; }

    public IServiceProvider Services => _app.Services;

    public IGrainFactory Grains => Service<IGrainFactory>();

    /// <param name="settings">Database, ports, documents and further settings.</param>
    /// <param name="clock">The clock of opening, closing and retention; null is the system clock.</param>
    public static async Task<TestHost> StartAsync(PetitionSettings settings, TimeProvider? clock = null)
    {
        var app = await SiloHost.CreateAsync(settings.ToArguments(), builder =>
        {
            if (clock is not null) builder.Services.AddKeyedSingleton(PetitionClock.Name, clock);
        });
        await SiloHost.StartAsync(app);
        return new TestHost(app, settings, await AdminCalls.ConnectAsync(settings));
    }

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Admin.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
