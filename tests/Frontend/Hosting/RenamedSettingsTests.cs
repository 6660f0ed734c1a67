using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Petitions.Frontend.Hosting;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

public sealed class RenamedSettingsTests
{
    private const string Old = "Petition:Signing:ResidentsMax", New = "Petition:Signing:ActivationsMax";

    [Fact]
    public void An_old_name_gives_its_value_to_the_new_one_and_a_warning_names_both()
    {
        var (value, warnings) = Apply((Old, "700"));
        Assert.Equal("700", value);
        Assert.StartsWith("Petition__Signing__ResidentsMax is now called Petition__Signing__ActivationsMax:", Assert.Single(warnings));
    }

    [Fact]
    public void A_new_name_is_taken_without_a_warning()
    {
        var (value, warnings) = Apply((New, "800"));
        Assert.Equal("800", value);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Of_both_names_the_new_one_wins_and_a_warning_says_so()
    {
        var (value, warnings) = Apply((Old, "700"), (New, "800"));
        Assert.Equal("800", value);
        Assert.StartsWith("Petition__Signing__ResidentsMax is ignored because Petition__Signing__ActivationsMax,", Assert.Single(warnings));
    }

    private static (string? Value, List<string> Warnings) Apply(params (string Name, string Value)[] settings)
    {
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        var log = new LinesOfLog();
        RenamedSettings.Apply(configuration).LogTo(log);
        return (configuration[New], log.Lines);
    }

    private sealed class LinesOfLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Warning, logLevel);
            Lines.Add(formatter(state, exception));
        }
    }
}
