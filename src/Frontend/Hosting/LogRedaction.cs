using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Keeps keys of signers out of the log. Orleans names the grain in many messages and exceptions, and the name of a signer's grain is that
/// person's key. Every line of every category passes through here, whoever writes it and wherever it goes: a message of Orleans may arrive
/// as the exception of somebody else.
/// </summary>
internal static partial class LogRedaction
{
    /// <summary>What stands in the place of a key.</summary>
    public const string Placeholder = "(key)";

    /// <summary>Puts the redaction around every log provider, those that are added later too.</summary>
    public static void AddLogRedaction(this IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new RedactingLoggerFactory(new LoggerFactory(
            provider.GetServices<ILoggerProvider>(),
            provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
            provider.GetRequiredService<IOptions<LoggerFactoryOptions>>(),
            provider.GetService<IExternalScopeProvider>()))));

    /// <summary>
    /// The text without any 128-bit number in hexadecimal digits, with or without hyphens; the same instance when there is none.
    /// </summary>
    public static string Redact(string text) => Key().Replace(text, Placeholder);

    // More digits than 32 are something else, such as a digest.
    [GeneratedRegex("(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?![0-9A-Fa-f])")]
    private static partial Regex Key();
}

/// <summary>Makes loggers that redact.</summary>
internal sealed class RedactingLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    private sealed class RedactingLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel)) return;
            var text = formatter(state, exception);
            var redacted = LogRedaction.Redact(text);
            var safe = Redact(exception);
            // As it came, with its parameters for structured logs, when there was nothing to hide.
            if (ReferenceEquals(redacted, text) && ReferenceEquals(safe, exception))
                inner.Log(logLevel, eventId, state, exception, formatter);
            else
                inner.Log(logLevel, eventId, redacted, safe, static (line, _) => line);
        }

        private static Exception? Redact(Exception? exception)
        {
            if (exception is null) return null;
            var text = exception.ToString();
            var redacted = LogRedaction.Redact(text);
            return ReferenceEquals(redacted, text) ? exception : new RedactedException(redacted, LogRedaction.Redact(exception.Message));
        }
    }

    /// <summary>An exception as it is printed, without keys.</summary>
    private sealed class RedactedException(string text, string message) : Exception(message)
    {
        public override string ToString() => text;
    }
}
