using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>What mails need: the outbox in every silo, the sender in every program.</summary>
internal static class MailSetup
{
    public static void AddMailOutbox(this IServiceCollection services)
    {
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<IMailStatus>(node => node.GetRequiredService<MailOutbox>());
        services.AddHostedService<PendingExpiry>();
    }

    /// <param name="services">Where to.</param>
    /// <param name="settings">How mails are sent.</param>
    /// <param name="folder">Where they are written when no server is set.</param>
    public static void AddMailSender(this IServiceCollection services, MailSettings settings, string folder)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IMailTransport>(settings.Server is { } server ? new SmtpTransport(server) : new MailFolder(folder));
        services.AddSingleton(node => new MailWriter(
            settings, node.GetRequiredService<ConfirmationOptions>(), new SignerIdentity(node.GetRequiredService<Pepper>()),
            node.GetRequiredService<IPetitionCatalogue>(), node.GetRequiredService<IPetitionKeyring>(), node.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailCircuitBreaker>();
        services.AddHostedService<MailSender>();
    }
}
