using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Petitions.Frontend.Hosting;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

public sealed class LogRedactionTests : IDisposable
{
    private const string Key = "0f3b9c7d2e5a48619b7c0d1e2f3a4b5c";

    private readonly Recorder _recorder = new();
    private readonly ServiceProvider _services;

    public LogRedactionTests()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_recorder).SetMinimumLevel(LogLevel.Trace));
        services.AddLogRedaction();
        _services = services.BuildServiceProvider();
    }

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("Failed to address message Request [S127.0.0.1:11111 sys.client/x]->[signer/" + Key + "] Sign(...)",
        "Failed to address message Request [S127.0.0.1:11111 sys.client/x]->[signer/(key)] Sign(...)")]
    [InlineData("signer/0F3B9C7D2E5A48619B7C0D1E2F3A4B5C", "signer/(key)")]
    [InlineData("0f3b9c7d-2e5a-4861-9b7c-0d1e2f3a4b5c is gone", "(key) is gone")]
    [InlineData(Key + " and " + Key, "(key) and (key)")]
    [InlineData("a digest has more digits: " + Key + Key, "a digest has more digits: " + Key + Key)]
    [InlineData("petition/petition/lantern-cove-light took 12 ms", "petition/petition/lantern-cove-light took 12 ms")]
    public void A_key_of_a_signer_does_not_reach_a_log(string written, string arrives)
    {
        Logger("Orleans.Messaging").LogError("{Message}", written);
        Assert.Equal(arrives, _recorder.Lines.Single());
    }

    // Orleans' exceptions are logged by whoever catches them.
    [Fact]
    public void Nor_does_one_in_an_exception_or_in_one_inside_of_it()
    {
        var exception = new InvalidOperationException("outer", new TimeoutException($"Response did not arrive for signer/{Key}"));
        Logger("Petitions.Frontend").LogError(exception, "It failed");
        Assert.Contains("Response did not arrive for signer/(key)", _recorder.Lines.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, _recorder.Lines.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_a_key_keeps_its_parameters()
    {
        Logger("Petitions.Frontend").LogInformation("{Count} signatures", 3);
        Assert.Contains(new KeyValuePair<string, object?>("Count", 3), _recorder.States.Single());
    }

    private ILogger Logger(string category) => _services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public List<IEnumerable<KeyValuePair<string, object?>>> States { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Add(exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values) States.Add(values);
        }

        public void Dispose()
        {
        }
    }
}
