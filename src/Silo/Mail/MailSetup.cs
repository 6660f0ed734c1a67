using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Mail;

/// <summary>Registers the mail services: the outbox in every silo, the sender in every process that sends mail.</summary>
internal static class MailSetup
{
    /// <summary>For every silo.</summary>
    public static void AddMailExpiry(this IServiceCollection services) => services.AddHostedService<PendingExpiry>();

    /// <param name="services">The services to add to.</param>
    /// <param name="settings">Server, sender and links.</param>
    /// <param name="folder">The folder for mails when no server is configured.</param>
    public static void AddMailSender(this IServiceCollection services, MailSettings settings, string folder)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IMailTransport>(
            settings.Server is { } server ? new SmtpTransport(server, settings.From) : new MailFolder(folder));
        services.AddSingleton(node => new MailWriter(
            settings, node.GetRequiredService<ConfirmationOptions>(), new SignerIdentity(node.GetRequiredService<Pepper>()),
            node.GetRequiredService<IPetitionCatalogue>(), node.GetRequiredService<IPetitionKeyring>(),
            node.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailCircuitBreaker>();
        services.AddHostedService<MailSender>();
    }
}
