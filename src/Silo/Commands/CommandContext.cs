using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Commands;

/// <summary>What every command works with.</summary>
/// <param name="Output">Standard output: what was asked for.</param>
/// <param name="Errors">Standard error: what went wrong.</param>
/// <param name="ReadSettings">Reads the settings of the program.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Errors, Func<IConfiguration> ReadSettings)
{
    private IConfiguration? _settings;

    /// <summary>The settings of the program, read when the first command asks for them.</summary>
    /// <exception cref="StartupException">One is unknown, or has what cannot be seen.</exception>
    public IConfiguration Settings => _settings ??= ReadSettings();

    /// <summary>The settings of this process: those with which the program would serve.</summary>
    public static CommandContext OfProcess(TextWriter output, TextWriter errors) => new(output, errors, () =>
    {
        // The same sources as for serving; nothing else of the builder is used.
        var sources = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }).Configuration;
        StartSettings.Prepare(sources, [], typeof(CommandContext).Assembly);
        return sources;
    });
}
