<?php
/**
 * Fills an installed WordPress with the site of content.py and writes what a
 * visitor is meant to see. Run as
 *     php fill.php SITE_FOLDER CONTENT_JSON DOCUMENTS_FOLDER TRUTH_JSONL
 */

declare(strict_types=1);

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/post.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
require_once __DIR__ . '/markup.php';
require_once __DIR__ . '/truth.php';

const SETTINGS = array(
    'timezone_string' => 'Asia/Ho_Chi_Minh',
    'gmt_offset' => '',
    'time_format' => 'H:i',
    'posts_per_page' => 10,
    'posts_per_rss' => 10,
    'show_avatars' => 0,
    'default_pingback_flag' => 0,
    'default_ping_status' => 'closed',
    'blogdescription' => 'Trang tin của Ủy ban nhân dân tỉnh Lâm Giang',
);

/** Take away the post, page and comment that every new WordPress holds. */
function remove_samples(): void
{
    foreach (get_posts(array('post_type' => array('post', 'page'), 'post_status' => 'any', 'numberposts' => -1)) as $post) {
        wp_delete_post($post->ID, true);
    }
}

/** @return array<string,int> user by key */
function add_authors(array $authors): array
{
    $ids = array();
    foreach ($authors as $login => $name) {
        $ids[$login] = wp_insert_user(array(
            'user_login' => $login,
            'user_pass' => wp_generate_password(24),
            'user_email' => "$login@example.invalid",
            'display_name' => $name,
            'role' => 'editor',
        ));
    }
    return $ids;
}

/** @return array<string,int> category by name */
function add_categories(array $names): array
{
    $ids = array();
    foreach ($names as $name) {
        $ids[$name] = wp_create_category($name);
    }
    update_option('default_category', $ids[$names[0]]);
    wp_delete_term(1, 'category');
    return $ids;
}

/** Add the menu of classic themes and that of block themes, and the page they link to. */
function add_menu(array $categories): int
{
    $page = wp_insert_post(array(
        'post_type' => 'page',
        'post_status' => 'publish',
        'post_title' => 'Giới thiệu',
        'post_name' => 'gioi-thieu',
        'post_content' => "<!-- wp:paragraph -->\n<p>Cổng Thông tin điện tử là đầu mối thông tin "
            . "chính thức của tỉnh trên Internet.</p>\n<!-- /wp:paragraph -->",
    ));
    $menu = wp_create_nav_menu('main');
    wp_update_nav_menu_item($menu, 0, array(
        'menu-item-object' => 'page',
        'menu-item-object-id' => $page,
        'menu-item-type' => 'post_type',
        'menu-item-status' => 'publish',
    ));
    $links = '';
    foreach ($categories as $name => $id) {
        wp_update_nav_menu_item($menu, 0, array(
            'menu-item-object' => 'category',
            'menu-item-object-id' => $id,
            'menu-item-type' => 'taxonomy',
            'menu-item-status' => 'publish',
        ));
        $attributes = array(
            'label' => $name,
            'type' => 'category',
            'id' => $id,
            'url' => get_category_link($id),
            'kind' => 'taxonomy',
            'isTopLevelLink' => true,
        );
        $links .= '<!-- wp:navigation-link '
            . json_encode($attributes, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES) . ' /-->';
    }
    wp_insert_post(array(
        'post_type' => 'wp_navigation',
        'post_status' => 'publish',
        'post_title' => 'main',
        'post_content' => wp_slash($links),
    ));
    return $page;
}

/** Put the files of one post into the library. */
function add_files(Library $library, array $post, array $documents): void
{
    $date = $post['status'] === 'future' ? '2025-10-30T08:00' : $post['published'];
    $date = str_replace('T', ' ', $date) . ':00';
    if ($post['featured'] !== null) {
        $library->addPicture($post['featured'], '', $date);
    }
    foreach ($post['body'] as $block) {
        $images = $block['kind'] === 'gallery' ? $block['images'] : array($block);
        foreach ($images as $image) {
            if (isset($image['image'])) {
                $library->addPicture($image['image'], $image['caption'], $date);
            }
        }
        if ($block['kind'] === 'file') {
            $library->addDocument($block['file'], $documents[$block['file']], $date);
        }
    }
}

/** Add one post with its picture, comments and later change. */
function add_post(array $post, Library $library, array $authors, array $categories): int
{
    global $wpdb;
    $date = str_replace('T', ' ', $post['published']) . ':00';
    $content = Markup::of($post['style'], $library)->render($post['body']);
    $id = wp_insert_post(
        array(
            'post_title' => wp_slash($post['title']),
            'post_content' => wp_slash($content),
            'post_excerpt' => wp_slash($post['excerpt'] ?? ''),
            'post_status' => $post['status'],
            'post_password' => $post['password'],
            'post_date' => $date,
            'post_author' => $authors[$post['author']],
            'post_category' => array_map(fn ($name) => $categories[$name], $post['categories']),
            'tags_input' => $post['tags'],
            'comment_status' => $post['comments'] ? 'open' : 'closed',
        ),
        true
    );
    if (is_wp_error($id)) {
        throw new RuntimeException($id->get_error_message());
    }
    if ($post['featured'] !== null) {
        set_post_thumbnail($id, $library->id($post['featured']));
    }
    if ($post['sticky']) {
        stick_post($id);
    }
    foreach ($post['comments'] as $number => [$name, $text]) {
        wp_insert_comment(array(
            'comment_post_ID' => $id,
            'comment_author' => $name,
            'comment_content' => $text,
            'comment_date' => gmdate('Y-m-d H:i:s', strtotime("$date UTC") + 5400 * ($number + 1)),
            'comment_approved' => 1,
        ));
    }
    if ($post['modified'] !== null) {
        $modified = str_replace('T', ' ', $post['modified']) . ':00';
        $wpdb->update(
            $wpdb->posts,
            array('post_modified' => $modified, 'post_modified_gmt' => get_gmt_from_date($modified)),
            array('ID' => $id)
        );
        clean_post_cache($id);
    }
    return $id;
}

/** Every address under which a hidden post could be asked for. */
function hidden_lines(int $id, array $post): array
{
    [$template, $slug] = get_sample_permalink($id);
    $addresses = array(
        get_permalink($id),
        str_replace(array('%postname%', '%pagename%'), $slug, $template),
        home_url("/?p=$id"),
    );
    $state = $post['password'] !== '' ? 'password' : $post['status'];
    return array_map(
        fn ($url) => array(
            'kind' => 'not_public',
            'url' => $url,
            'state' => $state,
            'title' => seen_text($post['title']),
        ),
        array_values(array_unique($addresses))
    );
}

[, , $content_file, $documents_folder, $truth_file] = $argv;
wp_set_current_user(1);
foreach (SETTINGS as $name => $value) {
    update_option($name, $value);
}
remove_samples();
$content = json_decode(file_get_contents($content_file), true, 512, JSON_THROW_ON_ERROR);
$authors = add_authors($content['authors']);
$categories = add_categories($content['categories']);
$page = add_menu($categories);
$library = new Library($documents_folder);
$lines = array();
foreach ($content['posts'] as $post) {
    add_files($library, $post, $content['documents']);
    $id = add_post($post, $library, $authors, $categories);
    if ($post['status'] === 'publish' && $post['password'] === '') {
        $lines[] = (new Truth($library, $post['style']))->line($id, $post);
    } else {
        array_push($lines, ...hidden_lines($id, $post));
    }
}
$lines[] = array('kind' => 'page', 'url' => get_permalink($page), 'title' => 'Giới thiệu');
$json = array_map(
    fn ($line) => json_encode($line, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR),
    $lines
);
file_put_contents($truth_file, implode("\n", $json) . "\n");
echo count($lines), " lines of truth\n";
