namespace Picket.Web.Tests.Tenants;

/// <summary>
/// What everyone is answered. 401 and 302 send strangers to sign in; 403 is for who sees it but may not; 404 for who must not know that it exists; 2xx and the other answers are
/// for who may: 400 and 409 come from what the example says. Pages are asked by people only.
/// </summary>
internal static class Table
{
    public const string Rows = """
        # endpoint                                                                 | anonymous    viewer    member     admin     owner  stranger  operator      read     write    manage elsewhere
        GET    /                                                                   |       302       200       200       200       200       302       200         -         -         -         -
        GET    /account/                                                           |       302       200       200       200       200       200       200         -         -         -         -
        POST   /account/authenticator                                              |       302       200       200       200       200       200       200         -         -         -         -
        POST   /account/authenticator/off                                          |       302       302       302       302       302       302       302         -         -         -         -
        POST   /account/authenticator/on                                           |       302       302       302       302       302       302       302         -         -         -         -
        POST   /account/codes                                                      |       302       400       400       400       400       400       400         -         -         -         -
        POST   /account/password                                                   |       302       400       400       400       400       400       400         -         -         -         -
        POST   /account/sessions/end                                               |       302       302       302       302       302       302       302         -         -         -         -
        POST   /account/tokens                                                     |       302       400       400       400       400       400       400         -         -         -         -
        POST   /account/tokens/revoke                                              |       302       302       302       302       302       302       302         -         -         -         -
        GET    /api/0/                                                             |       401       200       200       200       200       200       200       200       403       403       200
        GET    /api/0/api-tokens                                                   |       401       200       200       200       200       200       200       403       403       200       403
        POST   /api/0/api-tokens                                                   |       401       201       201       201       201       400       400       403       403       400       403
        DELETE /api/0/api-tokens/{token}                                           |       401       404       404       404       204       404       404       403       403       204       403
        GET    /api/0/issues/{issue}                                               |       401       200       200       200       200       404       404       200       403       403       404
        GET    /api/0/issues/{issue}/events                                        |       401       200       200       200       200       404       404       200       403       403       404
        GET    /api/0/issues/{issue}/events/latest                                 |       401       404       404       404       404       404       404       404       403       403       404
        GET    /api/0/issues/{issue}/tags                                          |       401       200       200       200       200       404       404       200       403       403       404
        GET    /api/0/operator/organizations                                       |       401       404       404       404       404       404       200       404       404       404       404
        PUT    /api/0/operator/organizations/{tenant}                              |       401       404       404       404       404       404       200       404       404       404       404
        GET    /api/0/operator/plans                                               |       401       404       404       404       404       404       200       404       404       404       404
        DELETE /api/0/operator/plans/{plan}                                        |       401       404       404       404       404       404       204       404       404       404       404
        PUT    /api/0/operator/plans/{plan}                                        |       401       404       404       404       404       404       200       404       404       404       404
        GET    /api/0/operator/usage                                               |       401       404       404       404       404       404       200       404       404       404       404
        GET    /api/0/organizations                                                |       401       200       200       200       200       200       200       200       403       403       200
        POST   /api/0/organizations                                                |       401       404       404       404       404       404       409       404       404       404       404
        DELETE /api/0/organizations/{organization}                                 |       401       403       403       403       204       404       404       403       403       204       403
        GET    /api/0/organizations/{organization}                                 |       401       200       200       200       200       404       404       200       403       403       403
        PUT    /api/0/organizations/{organization}                                 |       401       403       403       200       200       404       404       403       403       200       403
        GET    /api/0/organizations/{organization}/audit-logs                      |       401       403       403       200       200       404       404       403       403       200       403
        GET    /api/0/organizations/{organization}/audit-logs/export               |       401       403       403       200       200       404       404       403       403       200       403
        GET    /api/0/organizations/{organization}/members                         |       401       200       200       200       200       404       404       200       403       403       403
        POST   /api/0/organizations/{organization}/members                         |       401       403       403       201       201       404       404       403       403       201       403
        DELETE /api/0/organizations/{organization}/members/me                      |       401       204       204       204       409       404       404       403       403       409       403
        DELETE /api/0/organizations/{organization}/members/{member}                |       401       403       403       204       204       404       404       403       403       204       403
        GET    /api/0/organizations/{organization}/members/{member}                |       401       200       200       200       200       404       404       200       403       403       403
        PUT    /api/0/organizations/{organization}/members/{member}                |       401       403       403       200       200       404       404       403       403       200       403
        GET    /api/0/organizations/{organization}/projects                        |       401       200       200       200       200       404       404       200       403       403       403
        POST   /api/0/organizations/{organization}/projects                        |       401       403       403       201       201       404       404       403       201       403       403
        POST   /api/0/organizations/{organization}/transfer                        |       401       403       403       403       404       404       404       403       403       404       403
        GET    /api/0/organizations/{organization}/usage                           |       401       200       200       200       200       404       404       200       403       403       403
        GET    /api/0/projects                                                     |       401       200       200       200       200       200       200       200       403       403       200
        DELETE /api/0/projects/{organization}/{project}                            |       401       403       403       204       204       404       404       403       403       204       404
        GET    /api/0/projects/{organization}/{project}                            |       401       200       200       200       200       404       404       200       403       403       404
        PUT    /api/0/projects/{organization}/{project}                            |       401       403       403       200       200       404       404       403       200       403       404
        GET    /api/0/projects/{organization}/{project}/issues                     |       401       200       200       200       200       404       404       200       403       403       404
        GET    /api/0/projects/{organization}/{project}/keys                       |       401       200       200       200       200       404       404       200       403       403       404
        POST   /api/0/projects/{organization}/{project}/keys                       |       401       403       403       201       201       404       404       403       201       403       404
        DELETE /api/0/projects/{organization}/{project}/keys/{key}                 |       401       403       403       204       204       404       404       403       204       403       404
        GET    /api/0/projects/{organization}/{project}/keys/{key}                 |       401       200       200       200       200       404       404       200       403       403       404
        PUT    /api/0/projects/{organization}/{project}/keys/{key}                 |       401       403       403       200       200       404       404       403       200       403       404
        POST   /api/0/projects/{organization}/{project}/keys/{key}/rotate          |       401       403       403       201       201       404       404       403       201       403       404
        GET    /api/0/settings                                                     |       401       200       200       200       200       200       200       200       403       403       200
        POST   /api/0/teams/{organization}/{team}/projects                         |       401       403       403       201       201       404       404       403       201       403       403
        GET    /api/0/users/me                                                     |       401       200       200       200       200       200       200       200       403       403       200
        DELETE /api/0/users/me/sessions                                            |       401       204       204       204       204       204       204       403       403       204       403
        GET    /api/0/users/me/sessions                                            |       401       200       200       200       200       200       200       403       403       200       403
        DELETE /api/0/users/me/sessions/{session}                                  |       401       404       404       404       204       404       404       403       403       204       403
        GET    /assets/{file}                                                      |       404       404       404       404       404       404       404         -         -         -         -
        GET    /confirm                                                            |       200       200       200       200       200       200       200         -         -         -         -
        POST   /confirm                                                            |       403       403       403       403       403       403       403         -         -         -         -
        GET    /invitation                                                         |       403       403       403       403       403       403       403         -         -         -         -
        POST   /invitation                                                         |       403       403       403       403       403       403       403         -         -         -         -
        POST   /invitation/account                                                 |       403       403       403       403       403       403       403         -         -         -         -
        GET    /issues/{issue}                                                     |       302       200       200       200       200       404       404         -         -         -         -
        GET    /issues/{issue}/live                                                |       302       200       200       200       200       404       404         -         -         -         -
        GET    /openapi/{documentName}.json                                        |       404       404       404       404       404       404       404         -         -         -         -
        GET    /organizations/{organization}                                       |       302       200       200       200       200       404       404         -         -         -         -
        POST   /organizations/{organization}/members                               |       302       403       403       400       400       404       404         -         -         -         -
        POST   /organizations/{organization}/projects                              |       302       403       403       400       400       404       404         -         -         -         -
        POST   /organizations/{organization}/settings                              |       302       403       403       400       400       404       404         -         -         -         -
        GET    /password/forgot                                                    |       404       404       404       404       404       404       404         -         -         -         -
        POST   /password/forgot                                                    |       404       404       404       404       404       404       404         -         -         -         -
        GET    /password/reset                                                     |       200       200       200       200       200       200       200         -         -         -         -
        POST   /password/reset                                                     |       403       403       403       403       403       403       403         -         -         -         -
        GET    /projects/{project}                                                 |       302       200       200       200       200       404       404         -         -         -         -
        POST   /projects/{project}/delete                                          |       302       403       403       400       400       404       404         -         -         -         -
        POST   /projects/{project}/keys                                            |       302       403       403       400       400       404       404         -         -         -         -
        GET    /projects/{project}/live                                            |       302       200       200       200       200       404       404         -         -         -         -
        GET    /projects/{project}/settings                                        |       302       403       403       200       200       404       404         -         -         -         -
        POST   /projects/{project}/settings                                        |       302       403       403       400       400       404       404         -         -         -         -
        GET    /sign-in                                                            |       200       200       200       200       200       200       200         -         -         -         -
        POST   /sign-in                                                            |       400       400       400       400       400       400       400         -         -         -         -
        GET    /sign-in/code                                                       |       302       302       302       302       302       302       302         -         -         -         -
        POST   /sign-in/code                                                       |       302       302       302       302       302       302       302         -         -         -         -
        POST   /sign-out                                                           |       302       302       302       302       302       302       302         -         -         -         -
        GET    /sign-up                                                            |       404       404       404       404       404       404       404         -         -         -         -
        POST   /sign-up                                                            |       404       404       404       404       404       404       404         -         -         -         -
        GET    /try/{project}                                                      |       404       404       404       404       404       404       404         -         -         -         -
        """;
}
