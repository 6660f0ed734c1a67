using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Mail;

/// <summary>What sends mails and what lets signatures expire that were not confirmed by mail.</summary>
internal static class MailSetup
{
    /// <summary>For every silo.</summary>
    public static void AddMailExpiry(this IServiceCollection services) => services.AddHostedService<PendingExpiry>();

    /// <summary>For every program that has a silo.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="settings">How mails are sent.</param>
    /// <param name="folder">Where they are written when no server is set.</param>
    public static void AddMailSender(this IServiceCollection services, MailSettings settings, string folder)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IMailTransport>(settings.Server is { } server ? new SmtpTransport(server) : new MailFolder(folder));
        services.AddSingleton(node => new MailWriter(
            settings, node.GetRequiredService<ConfirmationOptions>(), new SignerIdentity(node.GetRequiredService<Pepper>()),
            node.GetRequiredService<IPetitionCatalogue>(), node.GetRequiredService<IPetitionKeyring>(),
            node.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailCircuitBreaker>();
        services.AddHostedService<MailSender>();
    }
}
