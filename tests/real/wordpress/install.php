<?php
/**
 * Installs WordPress without a browser. Run as
 *     php install.php SITE_FOLDER LOCALE
 */

declare(strict_types=1);

define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

if (is_blog_installed()) {
    echo "already installed\n";
    exit(0);
}
wp_install(
    'Cổng Thông tin điện tử tỉnh Lâm Giang',
    'admin',
    'admin@example.invalid',
    true,
    '',
    wp_generate_password(24),
    $argv[2]
);
update_option('WPLANG', $argv[2]);
echo "installed\n";
